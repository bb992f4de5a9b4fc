const english =
  'about all also any area benefit best between challenge change compare current currently describe detail development difference different discuss effect example explain explanation field future general get give good help history i impact important information introduction issue know latest limit list main make many me more most my need new outlook overview please problem prospect question report research risk role should show some summarize summary system talk tell thing today topic trend understand us use used using want way work write';
const chinese =
  '如何 怎样 怎么 什么 么 为什么 为何 哪 哪些 哪里 哪个 谁 多少 几 是否 能否 可否 请 请问 帮 我 我们 你 您 它 它们 想 做 要 能 会 可以 需要 应该 有 没有 关于 对 对于 从 到 中 里 上 下 个 些 种 样 最 更 很 多 大 小 新 好 说 讲 谈 谈谈 写 给 用 让 及其 以及 之间 分析 介绍 说明 解释 总结 概述 综述 阐述 讨论 研究 调研 评估 比较 描述 了解 知道 告诉 列出 一下 一个 一些 一份 报告 主要 重要 相关 目前 当前 现在 今天 今后 未来 最新 详细 简要 领域 方面 方向 行业 前景 现状 趋势 发展 应用 影响 作用 意义 价值 好处 优势 优点 缺点 利弊 风险 挑战 局限 问题 情况 内容 方法 方式 进行 使用 利用 存在 面临 带来 技术 系统 原理 历史 过程 特点 概念 定义 含义';

/** Words that ask for something, or frame it, without naming it. */
export const askingWords: ReadonlySet<string> = new Set(`${english} ${chinese}`.split(' '));
