import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Values that stand where people keep secrets, and must never get into an image. */
export const plantedSecrets = {
  '.env': 'planted-7c1f-of-env',
  'functions/chat/.env.local': 'planted-93ab-of-a-function',
  'shared/.env': 'planted-4d2e-of-shared',
  'data/secrets/openai_api_key': 'planted-55d0-of-a-key-file',
  'deploy/id_rsa': 'planted-e8c4-of-a-key',
  'nginx/certificates/tls.key': 'planted-0b6a-of-a-certificate',
  '.git/config': 'planted-f3d7-of-git',
};

/** Writes each secret into its file in a copy of the project. */
export async function plantSecrets(folder: string): Promise<void> {
  for (const [file, secret] of Object.entries(plantedSecrets)) {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `#SECRET=${secret}\n`, { flag: 'a' });
  }
}
