import { endpoint as createDocuments } from '../../functions/create-documents/index.ts';
import { endpoint as search } from '../../functions/search/index.ts';
import type { Database } from '../../shared/database/database.ts';
import { migrate } from '../../shared/database/migrate.ts';
import { openPglite } from '../../shared/database/pglite.ts';
import { invoke } from '../../shared/testing/invoke.ts';

/** The two endpoints that retrieval is measured through. Each throws if it is not answered as it should be. */
export interface KnowledgeBase {
  /** Posts documents; their ids, in order. */
  add(contents: string[]): Promise<string[]>;
  /** The ids of the documents found, the best first; null if the question is refused as not valid. */
  search(question: string, limit: number): Promise<string[] | null>;
}

interface Answer {
  status: number;
  text: string;
}

/** Lends the knowledge base of the system at `baseUrl`, or of the endpoints in this process on a new PGlite database. */
export async function withKnowledgeBase<Result>(
  baseUrl: string | undefined,
  work: (knowledgeBase: KnowledgeBase) => Promise<Result>,
): Promise<Result> {
  if (baseUrl) return work(knowledgeBaseOf(overHttp(baseUrl)));
  const database = await openPglite('memory://');
  try {
    await migrate(database);
    return await work(knowledgeBaseOf(inProcess({ database })));
  } finally {
    await database.close();
  }
}

type Ask = { post(body: unknown): Promise<Answer>; get(query: Record<string, string>): Promise<Answer> };

function knowledgeBaseOf(ask: Ask): KnowledgeBase {
  return {
    async add(contents) {
      const { status, text } = await ask.post(contents.map((content) => ({ content, content_type: 'text/plain' })));
      if (status !== 201) throw new Error(`POST /documents answered ${status}: ${text}`);
      return JSON.parse(text).documents.map((document: { document_id: string }) => document.document_id);
    },
    async search(question, limit) {
      const { status, text } = await ask.get({ q: question, limit: String(limit) });
      if (status === 400) return null;
      if (status !== 200) throw new Error(`GET /search answered ${status}: ${text}`);
      return JSON.parse(text).results.map((result: { document_id: string }) => result.document_id);
    },
  };
}

const inProcess = (ports: { database: Database }): Ask => ({
  post: (body) => invoke(createDocuments, ports, { body, headers: { 'content-type': 'application/json' } }),
  get: (query) => invoke(search, ports, { query }),
});

function overHttp(baseUrl: string): Ask {
  const answerOf = async (response: Response) => ({ status: response.status, text: await response.text() });
  return {
    post: async (body) =>
      answerOf(
        await fetch(new URL('/documents', baseUrl), {
          method: 'POST',
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify(body),
        }),
      ),
    get: async (query) => answerOf(await fetch(new URL(`/search?${new URLSearchParams(query)}`, baseUrl))),
  };
}
