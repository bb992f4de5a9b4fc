import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgres } from '../shared/database/postgres.ts';
import { freePort, stop } from './processes.ts';

/** The one Postgres server that all sides of a run use. */
export interface Server extends AsyncDisposable {
  /** Its version, and whether its commits reach the disk. */
  describe(): Promise<Record<string, string>>;
  /** A new, empty database; dropped when given back. */
  lend(): Promise<{ url: string } & AsyncDisposable>;
}

/** Uses the server at `url`, or starts one in a temporary folder. Rejects if there is no PostgreSQL to start. */
export async function openServer(url: string | undefined): Promise<Server> {
  const cluster = url ? undefined : await startCluster();
  const address = url ?? (cluster?.url as string);
  const admin = openPostgres(address, 2);
  return {
    async describe() {
      const names = ['server_version', 'fsync', 'synchronous_commit', 'shared_buffers'];
      const { rows } = await admin.query<{ name: string; setting: string }>(
        'select name, current_setting(name) as setting from unnest($1::text[]) as name',
        [names],
      );
      return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
    },
    async lend() {
      const name = `bench_${randomBytes(6).toString('hex')}`;
      await admin.query(`create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`);
      // Neither side shall pay for the pages that the other one left to write.
      await admin.query('checkpoint').catch(() => {});
      const drop = () => admin.query(`drop database ${name} with (force)`);
      return {
        url: Object.assign(new URL(address), { pathname: `/${name}` }).toString(),
        [Symbol.asyncDispose]: async () => void (await drop()),
      };
    },
    async [Symbol.asyncDispose]() {
      await admin.close();
      await cluster?.[Symbol.asyncDispose]();
    },
  };
}

async function startCluster(): Promise<{ url: string } & AsyncDisposable> {
  const programs = postgresPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'bench-postgres-'));
  const data = join(folder, 'data');
  const user = serverUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const options = ['--username=bench', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'];
  try {
    execFileSync(join(programs, 'initdb'), ['-D', data, ...options], { ...user, cwd: folder, stdio: 'pipe' });
  } catch (error) {
    remove();
    throw error;
  }
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: folder, max_connections: 200 };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...flags], { ...user, cwd: folder, stdio: 'ignore' });
  const dispose = async () => {
    // SIGINT is Postgres' fast shutdown: it ends sessions and does not wait for them.
    await stop(server, 'SIGINT');
    remove();
  };
  process.once('exit', () => {
    server.kill('SIGQUIT');
    remove();
  });
  const url = `postgresql://bench@127.0.0.1:${port}/postgres`;
  if (await accepts(url)) return { url, [Symbol.asyncDispose]: dispose };
  await dispose();
  throw new Error('The temporary PostgreSQL server did not start');
}

async function accepts(url: string): Promise<boolean> {
  const database = openPostgres(url, 2);
  try {
    for (let attempt = 0; attempt < 100; attempt++) {
      const alive = await database.query('select 1').then(
        () => true,
        () => false,
      );
      if (alive) return true;
      await sleep(100);
    }
    return false;
  } finally {
    await database.close();
  }
}

/** The folder of initdb and postgres: Debian's newest; empty where they are on the path. */
function postgresPrograms(): string {
  const debian = '/usr/lib/postgresql';
  const versions = readdirIfAny(debian).sort((one, other) => Number(other) - Number(one));
  if (versions[0]) return join(debian, versions[0], 'bin');
  try {
    return execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim();
  } catch (cause) {
    throw new Error('No PostgreSQL found: install it, or set BENCH_DATABASE_URL to a server on this machine', {
      cause,
    });
  }
}

function readdirIfAny(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Postgres refuses to run as root; Debian's packages make the user postgres for it. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
