import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { lendDatabase } from '../testing/lend-database.ts';
import { addDocuments } from './add-documents.ts';
import { deleteDocument } from './delete-document.ts';
import { listDocuments } from './list-documents.ts';
import { readPassages } from './read-passages.ts';
import { searchDocuments, searchPassages, searchPassagesOn } from './search-passages.ts';

const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());
beforeEach(async () => {
  await lent.database.query('delete from documents');
});

const add = async (content: string, more = {}) =>
  (await addDocuments([{ content, ...more }], lent))[0]?.document_id as string;
const find = async (query: string) => (await searchDocuments(query, 10, lent)).map(({ document_id }) => document_id);
const count = async (table: string) =>
  Number((await lent.database.query<{ count: string }>(`select count(*) from ${table}`)).rows[0]?.count);

describe('the knowledge base', () => {
  it('finds Chinese, English and mixed text, and nothing where no word matches', async () => {
    const chinese = await add('# 影像\n\n肺结节可以在胸部扫描中检出。');
    const english = await add('Workers send heartbeats while they run a step.');
    const mixed = await add('使用 Kubernetes 部署智能体服务。');
    expect(await find('如何检出肺结节？')).toEqual([chinese]);
    expect(await find('worker heartbeat')).toEqual([english]);
    expect(await find('kubernetes 智能体')).toEqual([mixed]);
    expect(await find('quantum chromodynamics')).toEqual([]);
    expect(await find('？！ the 的')).toEqual([]);
  });

  it('on a subject, finds only passages that name it, in text or title, however well others fit the question', async () => {
    const filler = '有哪些主要应用？主要应用有这些，目前的主要应用。';
    await add(filler, { title: '主要应用' });
    const named = await add('机器人可以缝合。', { title: '杂谈' });
    const titled = await add(filler, { title: '手术机器人' });
    await add('机器学习目前的主要应用。', { title: '主要应用' });
    const question = '手术机器人目前有哪些主要应用？';
    const on = async (subject: string) =>
      (await searchPassagesOn(subject, question, 10, lent)).map(({ document_id }) => document_id);
    expect(await searchPassages(question, 10, lent)).toHaveLength(4);
    expect(await on('手术机器人')).toEqual([titled, named]);
    expect(await on('😀')).toEqual([]);
    expect(await on('量子')).toEqual([]);
  });

  it('on a subject of several words, passes over what has one of them alone, in its title too', async () => {
    await add('影像可以由软件分析。', { title: '人工智能在医疗领域的应用' });
    const named = await add('医生可以远程查看影像，基层医疗由此受益。', { title: '杂谈' });
    const found = await searchPassagesOn('远程医疗', '远程医疗目前有哪些主要应用？', 10, lent);
    expect(found.map(({ document_id }) => document_id)).toEqual([named]);
  });

  it('finds a document by any two neighbouring Chinese characters of it', async () => {
    const characters = '肺结节胸部扫描检出药物研发隐私监管康复';
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...characters), minLength: 2, maxLength: 12 }),
        fc.nat(10),
        async (text, at) => {
          const id = await add(text);
          const start = Math.min(at, text.length - 2);
          expect(
            (await searchDocuments(text.slice(start, start + 2), 50, lent)).map(({ document_id }) => document_id),
          ).toContain(id);
          await deleteDocument(id, lent);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('finds a document by its title alone, and ranks a title above a mention', async () => {
    const titled = await add('人工智能的一种用途。', { title: '手术机器人' });
    const mentioned = await add('这里提到手术机器人和别的内容。', { title: '杂谈' });
    expect(await find('手术机器人')).toEqual([titled, mentioned]);
    expect((await searchPassages('手术机器人', 1, lent))[0]).toMatchObject({
      title: '手术机器人',
      passage: '人工智能的一种用途。',
    });
  });

  it('gives the best passage of a document, at most three to one search of passages, and reads them again by id', async () => {
    const sections = ['影像', '药物', '影像诊断', '影像报告', '影像设备'].map(
      (name) => `## ${name}\n\n这一节介绍${name}。`,
    );
    await add(sections.join('\n\n'));
    const [best] = await searchDocuments('药物', 10, lent);
    expect(best?.passage).toBe('## 药物\n\n这一节介绍药物。');
    const passages = await searchPassages('影像', 10, lent);
    expect(passages).toHaveLength(3);
    const { score: _, ...first } = passages[0] ?? { score: 0 };
    expect(await readPassages([`${randomUUID()}:1`, 'p1', passages[0]?.passage_id as string, "'; --"], lent)).toEqual([
      first,
    ]);
  });

  it('keeps one document of the same title and text, with its newest url and all metadata fields', async () => {
    const first = await add('同样的内容。', { metadata: { a: 1 } });
    const again = await addDocuments(
      [{ content: '同样的内容。', url: 'https://example.org/x', metadata: { b: [2] } }, { content: '同样的内容。\n' }],
      lent,
    );
    expect(again.map(({ document_id }) => document_id)).toEqual([first, first]);
    const { items } = await listDocuments({ limit: 10 }, lent);
    expect(items).toMatchObject([{ document_id: first, url: 'https://example.org/x', metadata: { a: 1, b: [2] } }]);
    expect(await add('同样的内容。', { title: '另一个' })).not.toBe(first);
  });

  it('removes everything of a deleted document', async () => {
    const id = await add('要删除的内容。');
    const kept = await add('要保留的内容。');
    expect(await deleteDocument(id, lent)).toBe(true);
    expect(await deleteDocument(id, lent)).toBe(false);
    expect(await find('内容')).toEqual([kept]);
    await deleteDocument(kept, lent);
    expect([await count('documents'), await count('passages'), await count('postings')]).toEqual([0, 0, 0]);
  });

  it('stays right when documents, the same and others, are added at once', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => ({ content: `共同的内容，编号 number${index}。` }));
    const batches = await Promise.all(
      [texts, texts.toReversed(), texts.slice(2, 6)].map((some) => addDocuments(some, lent)),
    );
    expect(new Set(batches.flat().map(({ document_id }) => document_id)).size).toBe(8);
    expect((await find('共同的内容')).length).toBe(8);
    expect(await find('number3')).toEqual([batches[0]?.[3]?.document_id]);
  });

  it('lets others have the database and the process while it stores many documents', async () => {
    const documents = Array.from({ length: 30 }, (_, index) => ({ content: `编号 number${index}。\n\n`.repeat(50) }));
    let served = 0;
    let adding = true;
    const others = (async () => {
      for (; adding; served += 1) {
        await lent.database.query('select 1');
        await nextTurn();
      }
    })();
    await addDocuments(documents, lent);
    adding = false;
    await others;
    expect(served).toBeGreaterThan(documents.length / 2);
  });

  it('is completed by the same call again where the database failed midway', async () => {
    const documents = Array.from({ length: 4 }, (_, index) => ({
      content: `可以重复提交的文档，编号 number${index}。`,
    }));
    let transactions = 0;
    const failing: Pick<Database, 'transaction'> = {
      transaction: (work) =>
        ++transactions === 3 ? Promise.reject(new Error('gone')) : lent.database.transaction(work),
    };
    await expect(addDocuments(documents, { database: failing })).rejects.toThrow('gone');
    const whole = await find('可以重复提交');
    expect(whole).toHaveLength(2);
    const added = await addDocuments(documents, lent);
    expect(
      added
        .slice(0, 2)
        .map(({ document_id }) => document_id)
        .sort(),
    ).toEqual(whole.sort());
    expect(await find('可以重复提交')).toHaveLength(4);
  });

  it('checks all documents of a call before it stores the first', async () => {
    const documents = [{ content: '第一个文档。' }, { content: '坏的\0文档。' }];
    await expect(addDocuments(documents, lent)).rejects.toThrow(/U\+0000/);
    await expect(addDocuments([{ content: 'half \ud800' }], lent)).rejects.toThrow(/surrogate/);
    await expect(addDocuments([{ content: '<html><script>x</script></html>' }], lent)).rejects.toThrow(/no text/);
    expect(await count('documents')).toBe(0);
  });

  it('indexes words of any length and texts without words', async () => {
    const long = await add(`${'x'.repeat(20_000)} 结尾`);
    await add('!!! ???');
    expect(await find('x'.repeat(20_000))).toEqual([long]);
    expect(await find('结尾')).toEqual([long]);
  });
});
