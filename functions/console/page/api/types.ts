import type * as z from 'zod';
import type { ActivityView } from '../../../../shared/http/activity-view.ts';
import type { AgentDescription } from '../../../../shared/http/agent-view.ts';
import type { ChatReply as ChatReplySchema } from '../../../../shared/http/chat-reply.ts';
import type { DiagnosisView } from '../../../../shared/http/diagnosis-view.ts';
import type * as documents from '../../../../shared/http/document-view.ts';
import type { Health as HealthView } from '../../../../shared/http/health-view.ts';
import type { NewTask as NewTaskSchema, TaskAccepted as TaskAcceptedSchema } from '../../../../shared/http/new-task.ts';
import type { Problem as ProblemSchema } from '../../../../shared/http/problem.ts';
import type { SessionSummary as SessionSummarySchema } from '../../../../shared/http/session-summary.ts';
import type { SessionView } from '../../../../shared/http/session-view.ts';
import type * as tasks from '../../../../shared/http/task-view.ts';
import type { TimelineView } from '../../../../shared/http/timeline-view.ts';
import type { UsageView } from '../../../../shared/http/usage-view.ts';
import type { NewDocument as NewDocumentSchema } from '../../../../shared/retrieval/new-document.ts';

export type Task = z.output<typeof tasks.TaskSummary>;
export type TaskDetail = z.output<typeof tasks.TaskDetail>;
export type Timeline = z.output<typeof TimelineView>;
export type TimelineSpan = Timeline['spans'][number];
export type NewTask = z.input<typeof NewTaskSchema>;
export type TaskAccepted = z.output<typeof TaskAcceptedSchema>;
export type Agent = z.output<typeof AgentDescription>;
export type Problem = z.output<typeof ProblemSchema>;
export type Document = z.output<typeof documents.DocumentSummary>;
export type SearchResult = z.output<typeof documents.SearchResult>;
export type Session = z.output<typeof SessionView>;
export type Message = Session['messages'][number];
export type ChatReply = z.output<typeof ChatReplySchema>;
export type SessionSummary = z.output<typeof SessionSummarySchema>;
export type NewDocument = z.input<typeof NewDocumentSchema>;
export type Health = z.output<typeof HealthView>;
/** A page of a list. */
export type Page<Item> = { items: Item[]; next_cursor: string | null };

export type Activity = z.output<typeof ActivityView>;
export type Usage = z.output<typeof UsageView>;
export type Diagnosis = z.output<typeof DiagnosisView>;
