import type * as z from 'zod';
import type { AgentDescription } from '../../../../shared/http/agent-view.ts';
import type { ChatReply as ChatReplySchema } from '../../../../shared/http/chat-reply.ts';
import type * as documents from '../../../../shared/http/document-view.ts';
import type { Health as HealthView } from '../../../../shared/http/health-view.ts';
import type { NewTask as NewTaskSchema, TaskAccepted as TaskAcceptedSchema } from '../../../../shared/http/new-task.ts';
import type { Problem as ProblemSchema } from '../../../../shared/http/problem.ts';
import type { SessionSummary as SessionSummarySchema } from '../../../../shared/http/session-summary.ts';
import type { SessionView } from '../../../../shared/http/session-view.ts';
import type * as tasks from '../../../../shared/http/task-view.ts';
import type { NewDocument as NewDocumentSchema } from '../../../../shared/retrieval/new-document.ts';

export type Task = z.output<typeof tasks.TaskSummary>;
export type TaskDetail = z.output<typeof tasks.TaskDetail>;
export type NewTask = z.input<typeof NewTaskSchema>;
export type TaskAccepted = z.output<typeof TaskAcceptedSchema>;
export type Agent = z.output<typeof AgentDescription>;
export type Problem = z.output<typeof ProblemSchema>;
export type Document = z.output<typeof documents.DocumentSummary>;
export type SearchResult = z.output<typeof documents.SearchResult>;
export type Session = z.output<typeof SessionView>;
export type Message = Session['messages'][number];
export type ChatReply = z.output<typeof ChatReplySchema>;
/** A page of a list. */
export type SessionSummary = z.output<typeof SessionSummarySchema>;
export type NewDocument = z.input<typeof NewDocumentSchema>;
export type Health = z.output<typeof HealthView>;
export type Page<Item> = { items: Item[]; next_cursor: string | null };

/** The part of `GET /usage` that the page shows. */
export interface Usage {
  items: { key: string | null; input_tokens: number; output_tokens: number; cost_usd: number }[];
}

/** The part of `GET /debug/llm` that the page shows. */
export interface Diagnosis {
  environment: Record<string, string>;
  detected: { provider: string; model: string | null; base_url: string | null; reason: string };
  fallback: { provider: string; model: string }[];
  warnings: { code: string; severity: string; message: string; fix: string }[];
  probe: {
    ok: boolean;
    latency_ms: number;
    error: string | null;
    likely_cause: string | null;
    fix: string | null;
  } | null;
}
