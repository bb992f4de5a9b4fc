import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const program = join(import.meta.dirname, 'retrieval.ts');

test('the ranks of a question set are measured, and then the program ends', async () => {
  const context = '人工智能帮助医生读片。随访由护士完成。';
  const qas = [{ id: 'q', question: '谁帮助医生读片？', answers: [{ text: '人工智能', answer_start: 0 }] }];
  const file = join(await mkdtemp(join(tmpdir(), 'questions-')), 'questions.json');
  await writeFile(file, JSON.stringify({ data: [{ title: 't', paragraphs: [{ context, qas }] }] }));
  const { stdout } = await run(process.execPath, [program, file], { env: {}, timeout: 50_000 });
  expect(stdout).toContain('1 questions, 1 documents, in process on PGlite');
  expect(stdout).toContain('1.0000 1.0000 1.0000 1.0000');
}, 60_000);
