/** How a passage is named outside: its document and its place in it. An id is never given twice. */
export const passageIdOf = (documentId: string, place: number): string => `${documentId}:${place}`;

/** The document and place of a passage id; undefined for any other text. */
export function parsePassageId(id: string): { documentId: string; place: number } | undefined {
  const parts = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}):([1-9]\d{0,8})$/i.exec(id);
  return parts ? { documentId: parts[1] as string, place: Number(parts[2]) } : undefined;
}
