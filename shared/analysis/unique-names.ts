/** Names as they are given; those that are taken get a number. */
export function uniqueNames(given: string[]): string[] {
  const used = new Set<string>();
  return given.map((name) => {
    let unique = name;
    for (let number = 2; used.has(unique); number += 1) unique = `${name} (${number})`;
    used.add(unique);
    return unique;
  });
}
