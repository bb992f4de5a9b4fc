/** An address as it may be shown: without a user, a password, a query, or anything after it. */
export function publicUrl(url: string): string {
  if (!URL.canParse(url)) return 'not an address';
  const { origin, pathname } = new URL(url);
  return origin + (pathname === '/' ? '' : pathname.replace(/\/$/, ''));
}
