import * as z from 'zod';
import { agents } from '../../shared/agents/catalogue.ts';
import type { Agent } from '../../shared/agents/define-agent.ts';
import { AnalysisRequest, sizeOf, smallData } from '../../shared/analysis/analysis-request.ts';
import { documentSubject, givenSubject, readDocument } from '../../shared/analysis/read-subject.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import { acceptedReply } from '../../shared/http/accepted-reply.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { idempotencyKey, TaskAccepted } from '../../shared/http/new-task.ts';
import { respondAsync } from '../../shared/http/prefer.ts';
import { liveLlm } from '../../shared/llm/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveIntake } from '../../shared/tasks/live-intake.ts';
import { AnalysisReply, answerNow } from './answer-now.ts';
import { makeTask } from './make-task.ts';

/** POST /analysis: computes statistics of data or a text and explains them, at once or as a task. */
export const endpoint = defineEndpoint({
  method: 'POST',
  path: '/analysis',
  tag: 'analysis',
  summary: 'Analyse a table or a text',
  description:
    'Code computes every figure, a model only explains them, and the numbers that it writes are checked. More than ' +
    `${smallData} characters become a task, as they do with \`Prefer: respond-async\`. docs/analysis.md defines the figures.`,
  headers: z.object({
    prefer: respondAsync.optional().describe('respond-async: make a task of it, whatever its size.'),
    'idempotency-key': idempotencyKey.optional(),
  }),
  body: AnalysisRequest,
  // Below the 6 MB that a Lambda function can be sent.
  bodyLimit: 4 * 1024 * 1024,
  response: { 200: AnalysisReply, 202: TaskAccepted },
  async handle({ body, headers, signal }, ports: Pick<Ports, 'intake' | 'database' | 'llm'> & { agents: Agent[] }) {
    const document = body.data_source === undefined ? undefined : await readDocument(body.data_source, ports);
    const size = document?.content.length ?? sizeOf(body);
    if (headers.prefer || size > smallData) {
      const sample = document?.content ?? body.text ?? JSON.stringify(body.data?.slice(0, 2000));
      const task = await makeTask(body, sample.slice(0, 2000), headers['idempotency-key'], ports);
      return acceptedReply(task, headers.prefer ? { 'preference-applied': 'respond-async' } : {});
    }
    const subject = document ? documentSubject(document, body.header) : givenSubject(body);
    return { status: 200, body: await answerNow(body, subject, signal, ports) };
  },
});

export const handler = lambdaHttp(endpoint, { intake: liveIntake, database: liveDatabase, llm: liveLlm, agents });
