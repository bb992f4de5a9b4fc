import { existsSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * Is the module at `url` the one that Node.js was started with? Like `import.meta.main`, which Node.js 24.0 does not
 * have: there, and it is what comes along on Macs, a program that asks it would silently do nothing.
 */
export function isProgram(url: string): boolean {
  const [, program = ''] = process.argv;
  return existsSync(program) && pathToFileURL(realpathSync(program)).href === url;
}
