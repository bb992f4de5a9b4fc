import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config } from '../shared/config.ts';
import { SetupError } from '../shared/errors.ts';
import { isProgram } from './is-program.ts';
import { runHost } from './run-host.ts';

export interface FolderOptions {
  /** Folder of the services' data; `secrets/` in it is for this system alone. */
  data: string;
  logs: string;
  /** User and group that the services run as. */
  owner: number;
  /** The server's address, without a password. */
  databaseUrl: string;
  /** The database's password, if somebody chose one. */
  password: string | undefined;
}

/**
 * Makes the folders that the services of docker-compose.yml write into, and their secrets: a password that nobody chose
 * is made once, as the token for metrics is; providers' keys are for the operator to write. Throws a SetupError for a password that the existing database does not have.
 */
export function prepareFolders({ data, logs, owner, databaseUrl, password: chosen }: FolderOptions): void {
  const secrets = join(data, 'secrets');
  for (const folder of [logs, join(data, 'prometheus'), join(data, 'grafana'), join(data, 'notebooks'), secrets]) {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, owner, owner);
  }
  chmodSync(secrets, 0o700);
  const file = join(secrets, 'postgres_password');
  const known = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (known !== undefined && chosen && chosen !== known && hasDatabase(data)) throw wrongPassword();
  const password = chosen || known || randomBytes(24).toString('hex');
  const url = new URL(databaseUrl);
  url.password = encodeURIComponent(password);
  writeSecret(file, password, owner);
  writeSecret(join(secrets, 'database_url'), url.href, owner);
  const token = join(secrets, 'metrics_token');
  if (!existsSync(token)) writeSecret(token, randomBytes(24).toString('hex'), owner);
  for (const provider of ['openai', 'deepseek', 'anthropic', 'openai_compatible'])
    ownKeyFile(join(secrets, `${provider}_api_key`), owner);
}

function hasDatabase(data: string): boolean {
  const folder = join(data, 'postgres');
  return existsSync(folder) && readdirSync(folder).length > 0;
}

const wrongPassword = () =>
  new SetupError(
    'POSTGRES_PASSWORD is not the password that the database in ./data/postgres was made with. Set it back or unset it. ' +
      'To change it: give the role the new one (docker compose exec postgres psql -U USER -c "\\password"), ' +
      'delete ./data/secrets/postgres_password, and start again.',
  );

/** A file for a provider's key, whoever writes it; an empty one where there is none. */
function ownKeyFile(file: string, owner: number): void {
  writeFileSync(file, '', { flag: 'a' });
  chmodSync(file, 0o600);
  chownSync(file, owner, owner);
}

function writeSecret(file: string, text: string, owner: number): void {
  writeFileSync(file, text);
  chmodSync(file, 0o400);
  chownSync(file, owner, owner);
}

if (isProgram(import.meta.url)) {
  await runHost(async () => {
    const [, , data = '', logs = '', owner = ''] = process.argv;
    const { databaseUrl, POSTGRES_PASSWORD: password } = config();
    if (!logs || !(Number(owner) >= 0) || !databaseUrl)
      throw new SetupError(
        'Give the folders of data and logs and their owner, such as /data /logs 1000, and set POSTGRES_HOST.',
      );
    prepareFolders({ data, logs, owner: Number(owner), databaseUrl, password });
    console.log('The folders and secrets are ready.');
    return async () => {};
  });
}
