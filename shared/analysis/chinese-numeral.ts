const figures = new Map([...'零一二三四五六七八九'].map((character, value) => [character, value]));
figures.set('〇', 0).set('两', 2);
const small: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** The value of a Chinese numeral: 三万五千, 十二点五, 二〇二四; undefined for what only looks like one (万一, 三四). */
export function chineseNumeral(text: string): number | undefined {
  const [whole = '', fraction = ''] = text.split('点');
  const value = wholeNumber(whole);
  if (value === undefined || fraction === '') return value;
  return Number(`${value}.${[...fraction].map((character) => figures.get(character) ?? 0).join('')}`);
}

function wholeNumber(text: string): number | undefined {
  const characters = [...text];
  if (characters.length >= 3 && characters.every((character) => figures.has(character)))
    return Number(characters.map((character) => figures.get(character)).join(''));
  let total = 0;
  let section = 0;
  let open: number | undefined;
  for (const [place, character] of characters.entries()) {
    const digit = figures.get(character);
    const unit = small[character];
    if (digit !== undefined) {
      if (open) return undefined;
      open = digit;
    } else if (unit !== undefined) {
      if (open === undefined && !(character === '十' && (place === 0 || figures.has(characters[place - 1] ?? ''))))
        return undefined;
      section += (open || 1) * unit;
      open = undefined;
    } else {
      section += open ?? 0;
      if (section === 0) return undefined;
      total = character === '万' ? total + section * 1e4 : (total + section) * 1e8;
      section = 0;
      open = undefined;
    }
  }
  return total + section + (open ?? 0);
}
