/** One key as a part of a JSON pointer (RFC 6901), shortened where it is absurdly long. */
export const pointerPart = (key: PropertyKey): string =>
  String(key).slice(0, 100).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1');
