/** Does the text name a Postgres server, with everything in it percent-encoded that must be? */
export function isPostgresUrl(text: string): boolean {
  if (!isDecodable(text)) return false;
  const { protocol, hostname, searchParams } = new URL(text);
  return /^postgres(ql)?:$/.test(protocol) && !/\s/.test(text) && (hostname !== '' || searchParams.has('host'));
}

/** Is the text an address whose user, password and path are percent-encoded as they must be? */
export function isDecodable(text: string): boolean {
  try {
    const { username, password, pathname } = new URL(text);
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
