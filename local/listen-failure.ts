import { messageOf, SetupError } from '../shared/errors.ts';

/** Why a server cannot listen, and which variable of the environment to change: `PORT`, or the one of another server. */
export function listenFailure(
  cause: NodeJS.ErrnoException,
  { host, port, variable }: { host: string; port: number; variable: string },
): SetupError {
  return new SetupError(explain(cause, host, port, variable), { cause });
}

const noAddress = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL']);

function explain(cause: NodeJS.ErrnoException, host: string, port: number, variable: string): string {
  if (cause.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken. Stop what uses it, or set ${variable} to another; 0 picks a free one.`;
  if (cause.code === 'EACCES')
    return `Port ${port} on ${host} may not be used by this user. Set ${variable} to one above 1023.`;
  if (noAddress.has(cause.code ?? ''))
    return `HOST ${host} is no address of this machine. Set HOST to 127.0.0.1 (this machine alone) or 0.0.0.0 (every address).`;
  return `${variable} ${port} on ${host} cannot be used: ${messageOf(cause)}`;
}
