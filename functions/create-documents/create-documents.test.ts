import { afterAll, describe, expect, it } from 'vitest';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { endpoint } from './index.ts';

const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());
const post = (body: unknown) => invoke(endpoint, lent, { body, headers: { 'content-type': 'application/json' } });

describe('POST /documents', () => {
  it('takes one document or an array, in each format, and derives titles', async () => {
    const one = await post({ content: '# 标题\n\n内容。' });
    expect(one.status).toBe(201);
    expect(one.json.documents).toEqual([{ document_id: expect.any(String), title: '标题' }]);
    const many = await post([
      { content: '<html><title>Page</title><p>Text</p>', content_type: 'text/html' },
      {
        content: 'Plain text',
        content_type: 'text/plain',
        title: 'Mine',
        url: 'https://example.org',
        metadata: { tags: ['a'], nested: { b: null } },
      },
    ]);
    expect(many.json.documents.map(({ title }: { title: string }) => title)).toEqual(['Page', 'Mine']);
  });

  it.each([
    [{ content: ' \n' }, '/content'],
    [{}, '/content'],
    [{ content: 'x', colour: 'red' }, '/colour'],
    [{ content: 'x', content_type: 'application/pdf' }, '/content_type'],
    [{ content: 'x', title: 't'.repeat(301) }, '/title'],
    [{ content: 'x', url: 'javascript:alert(1)' }, '/url'],
    [{ content: 'x', metadata: { a: 'y'.repeat(20_000) } }, '/metadata'],
    [{ content: 'x'.repeat(500_001) }, '/content'],
    [[{ content: 'fine' }, { content: 1 }], '/1/content'],
  ])('refuses %# with a violation that says where', async (body, path) => {
    const { status, json } = await post(body);
    expect(status).toBe(400);
    expect(json.errors[0].path).toBe(path);
  });

  it('refuses no document, too many, and HTML without text', async () => {
    expect((await post([])).status).toBe(400);
    expect((await post(Array(101).fill({ content: 'x' }))).json.detail).toContain('at most 100 documents');
    expect((await post({ content: '<p> </p>' })).status).toBe(400);
  });

  it('refuses what falls into too many passages, alone or times the words of its title, and says what to do', async () => {
    const sections = (count: number) => '# a\nb\n'.repeat(count);
    const words = Array.from({ length: 101 }, (_, index) => index);
    const refused = await post([{ content: 'fine' }, { content: sections(10_001), title: 'Mine' }]);
    expect(refused).toMatchObject({
      status: 400,
      json: { detail: expect.stringMatching(/"Mine" has 10001.* Split it/) },
    });
    const titled = await post({ content: sections(5000), title: words.join(' ') });
    expect(titled).toMatchObject({
      status: 400,
      json: { detail: expect.stringMatching(/5000.* 101 .*Shorten the title/) },
    });
    expect((await post({ content: sections(500), title: words.join(' ') })).status).toBe(201);
  });
});
