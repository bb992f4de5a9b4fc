import * as z from 'zod';
import { liveDatabase } from '../../shared/database/live.ts';
import { NotFound } from '../../shared/errors.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import type { Ports } from '../../shared/ports.ts';
import { deleteDocument } from '../../shared/retrieval/delete-document.ts';

/** DELETE /documents/{id}: removes a document and everything that search knows of it. */
export const endpoint = defineEndpoint({
  method: 'DELETE',
  path: '/documents/{id}',
  tag: 'knowledge base',
  summary: 'Delete a document',
  params: z.strictObject({ id: z.uuid('must be a document_id as GET /documents lists them') }),
  response: { 204: { description: 'The document is gone.' } },
  async handle({ params: { id } }, ports: Pick<Ports, 'database'>) {
    if (!(await deleteDocument(id, ports)))
      throw new NotFound(`There is no document ${id}. GET /documents lists the documents.`);
    return { status: 204 };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
