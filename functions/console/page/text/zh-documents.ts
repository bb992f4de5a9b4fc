import type { documentsEn } from './en-documents.ts';
import type { Words } from './words.ts';

/** 文档页的中文文字。 */
export const documentsZh: Words<typeof documentsEn> = {
  title: '文档',
  add: '添加文档',
  drop: '将文件拖到此处，或点击选择',
  types: '文本、Markdown 或 HTML，UTF-8 编码。',
  paste: '或粘贴正文',
  name: '标题',
  nameHint: '不填则取首个标题或首行',
  url: '出处网址',
  content: '正文',
  save: '添加',
  added: (count) => `已添加 ${count} 篇文档，可立即搜索到。`,
  notText: (name) => `${name} 不是 UTF-8 文本。请另存为 UTF-8（或导出为文本）后再添加。`,
  tooLarge: (name) => `${name} 过大：最多 500,000 个字符。请分成几部分添加。`,
  refused: (name, reason) => `${name} 未添加。${reason}`,
  search: '搜索文档',
  searchLabel: '搜索',
  clear: '清除',
  found: (count) => `找到 ${count} 篇文档`,
  nothing: '没有找到',
  nothingHelp: '换个词试试，或添加相关主题的文档。',
  list: '全部文档',
  none: '还没有文档',
  noneHelp: '报告会引用您在此添加的内容。拖入文件，或粘贴文字。',
  passages: (count) => `${count} 个段落`,
  remove: (title) => `删除：${title}`,
  delete: '删除',
  removed: (title) => `已删除“${title}”。`,
  undo: '撤销',
};
