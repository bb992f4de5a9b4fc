import * as z from 'zod';
import { liveDatabase } from '../../shared/database/live.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import type { Ports } from '../../shared/ports.ts';
import { addDocuments } from '../../shared/retrieval/add-documents.ts';
import { NewDocument } from '../../shared/retrieval/new-document.ts';

const AddedDocument = z.object({ document_id: z.uuid(), title: z.string() });

/** POST /documents: adds documents to the knowledge base. */
export const endpoint = defineEndpoint({
  method: 'POST',
  path: '/documents',
  tag: 'knowledge base',
  summary: 'Add documents',
  description:
    'One document or an array; search finds them at once. The same title and text again are the same document: it ' +
    'keeps its id, takes a `url` if one is given, and its metadata gains the new fields. An array is checked as a whole ' +
    'before the first is stored; after a 5xx some may be stored, and the same request again stores the rest.',
  body: z.union([
    NewDocument,
    z.array(NewDocument).min(1).max(100, 'Takes at most 100 documents: send the rest in further requests.'),
  ]),
  // Below the 6 MB that a Lambda function can be sent.
  bodyLimit: 4 * 1024 * 1024,
  response: { 201: z.object({ documents: z.array(AddedDocument) }) },
  async handle({ body }, ports: Pick<Ports, 'database'>) {
    const documents = await addDocuments(Array.isArray(body) ? body : [body], ports);
    return { status: 201, body: { documents } };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
