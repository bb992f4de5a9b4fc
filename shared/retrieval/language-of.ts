/** The language to answer in: Chinese as soon as a fifth of the letters are Han, since mixed text has many English terms. */
export function languageOf(text: string): 'zh' | 'en' {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han > 0 && han >= letters / 5 ? 'zh' : 'en';
}
