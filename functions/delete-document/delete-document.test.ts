import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { addDocuments } from '../../shared/retrieval/add-documents.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { endpoint } from './index.ts';

const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());
const remove = (id: string) => invoke(endpoint, lent, { params: { id } });

describe('DELETE /documents/{id}', () => {
  it('answers 204 without a body, and 404 the second time', async () => {
    const [added] = await addDocuments([{ content: '短暂的文档。' }], lent);
    expect(await remove(added?.document_id as string)).toMatchObject({ status: 204, text: '' });
    expect((await remove(added?.document_id as string)).status).toBe(404);
  });

  it('answers 404 for an id that never was, and 400 for what is no id', async () => {
    const [unknown, bad] = [await remove(randomUUID()), await remove('42')];
    expect([unknown.status, bad.status]).toEqual([404, 400]);
    for (const { json } of [unknown, bad]) expect(json.detail).toContain('GET /documents lists');
  });
});
