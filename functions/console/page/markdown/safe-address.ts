/** The address, if it leads to a page of the web or writes a mail; undefined for whatever else a text may name. */
export function safeAddress(address: string): string | undefined {
  const url = URL.parse(address);
  return url && /^(https?|mailto):$/.test(url.protocol) ? url.href : undefined;
}
