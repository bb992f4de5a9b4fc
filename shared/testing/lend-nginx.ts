import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const source = fileURLToPath(new URL('../../nginx/', import.meta.url));

/**
 * Lends a real nginx with the project's configuration before `upstream` (host:port), and what it has logged; with the
 * folder of a certificate on HTTPS as well.
 */
export async function lendNginx(upstream: string, certificates?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  await cp(source, folder, { recursive: true });
  await mkdir(join(folder, 'conf.d'));
  const port = await freePort();
  const tlsPort = certificates && (await addTls(folder, certificates));
  if (!certificates) await rm(join(folder, 'tls'), { recursive: true });
  const values: Record<string, string> = {
    API_UPSTREAM: upstream,
    NGINX_PORT: `127.0.0.1:${port}`,
    NGINX_RESOLVER: '127.0.0.1',
  };
  const template = await readFile(join(folder, 'templates/default.conf.template'), 'utf8');
  const filled = template.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  await writeFile(join(folder, 'conf.d/default.conf'), filled);
  const logFile = join(folder, 'log');
  // The streams of a child are sockets, which cannot be opened by a name.
  const main = (await readFile(join(folder, 'nginx.conf'), 'utf8'))
    .replaceAll('/tmp/nginx', `${folder}/nginx`)
    .replaceAll(/\/dev\/std(out|err)/g, logFile);
  await writeFile(join(folder, 'nginx.conf'), main);
  const root = process.getuid?.() === 0 ? ' user root;' : '';
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', `daemon off;${root}`]);
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const log = () => printed + (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const lent = {
    url,
    tlsUrl: `https://127.0.0.1:${tlsPort}`,
    log,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
  while (!(await fetch(`${url}/nginx-health`).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`nginx has not started:\n${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return lent;
}

/** Mounts a certificate as docker-compose.tls.yml does; gives the port of HTTPS. */
async function addTls(folder: string, certificates: string): Promise<number> {
  const port = await freePort();
  await cp(certificates, join(folder, 'certificates'), { recursive: true });
  const file = join(folder, 'tls/tls.conf');
  await writeFile(file, (await readFile(file, 'utf8')).replace('listen 443', `listen 127.0.0.1:${port}`));
  return port;
}
