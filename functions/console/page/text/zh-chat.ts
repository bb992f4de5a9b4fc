import type { chatEn } from './en-chat.ts';
import type { Words } from './words.ts';

/** 对话页的中文文字。 */
export const chatZh: Words<typeof chatEn> = {
  sessions: '对话记录',
  fresh: '新对话',
  untitled: '对话',
  none: '还没有对话。您说的话会保存在服务器上，直到您删除。',
  empty: '说点什么吧',
  emptyHelp: '由已配置的模型逐字回复。它了解本次对话，但不了解您的文档：需要带出处的回答请新建任务。',
  message: '消息',
  hint: '按 Enter 发送，Shift + Enter 换行。',
  send: '发送',
  stop: '停止',
  you: '您',
  reply: '回复',
  part: '角色',
  noPart: '助手',
  thinking: '等待模型…',
  interrupted: '已中断，已说的部分会保留。',
  pending: '仍在生成。',
  cut: '已达到最大长度而截断。',
  placeholder: '没有模型回答',
  fallback: (from, why) => `${from} 失败（${why}）`,
  cached: '复用先前的回答，没有费用',
  delete: '删除对话',
  deleted: '对话已删除。',
};
