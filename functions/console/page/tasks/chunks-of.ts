/** The items by so many, each part being the one of `before` where it holds the same. */
export function chunksOf<Item>(items: Item[], size: number, before: Item[][]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => {
    const chunk = items.slice(index * size, (index + 1) * size);
    const known = before[index];
    const isSame = known?.length === chunk.length && known.every((item, place) => item === chunk[place]);
    return isSame ? known : chunk;
  });
}
