const english =
  'a an and are as at be been but by can could did do does for from had has have he her his how if in into is it its may not of on or our she so such than that the their them then there these they this those to was we were what when where which who why will with would you your';
const chinese = '的 了 是 在 和 与 及 或 也 都 而 其 于 以 之 被 把 这 那 着 吗 呢 吧 啊';

/** Words too common to tell documents apart. */
export const stopWords: ReadonlySet<string> = new Set(`${english} ${chinese}`.split(' '));
