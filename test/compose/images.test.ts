import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { docker } from './lend-compose.ts';
import { plantedSecrets } from './planted-secrets.ts';
import { seenSystem } from './seen-system.ts';

const { place } = seenSystem();
const images = ['API_IMAGE', 'WORKER_IMAGE', 'MIGRATE_IMAGE', 'PREPARE_IMAGE'].map((name) =>
  String(place.environment[name]),
);
let folder: string;

/** Every layer and every description of the images, uncompressed, one at a time. */
async function* savedParts(): AsyncGenerator<Buffer> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    yield bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'images-'));
  const archive = join(folder, 'all.tar');
  await docker('save', '--output', archive, ...images);
  await promisify(execFile)('tar', ['-xf', archive, '-C', folder]);
  await rm(archive);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('no layer of any image holds a secret of the folder that it was built in', async () => {
  const sought = { ...plantedSecrets, 'what is in every image': 'import{createRequire as $require}' };
  const found = new Set<string>();
  for await (const bytes of savedParts())
    for (const [where, secret] of Object.entries(sought)) if (bytes.includes(secret)) found.add(where);
  expect([...found]).toEqual(['what is in every image']);
});

test('the images run as nobody in particular, and say what they are', async () => {
  for (const image of images) {
    const { User, Labels } = JSON.parse(await docker('inspect', '--format', '{{json .Config}}', image));
    expect(User).toBe('1000');
    expect(Labels).toMatchObject({
      'org.opencontainers.image.title': expect.stringMatching(/^multi-agent-system [a-z-]+$/),
      'org.opencontainers.image.licenses': 'Apache-2.0',
    });
  }
});
