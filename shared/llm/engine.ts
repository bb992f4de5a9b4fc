import type { ModelAttempt, ModelRequest } from './language-model.ts';
import type { ModelRow, ProviderName } from './model-table.ts';
import type { ProviderGuard } from './open-guard.ts';
import type { NoProvider } from './placeholder.ts';

/** Anything that can be called as a provider; its guard is this process' one for that provider. */
export interface Callee {
  provider: ProviderName;
  model: string;
  /** What is known of the model, where that is not what the table says. */
  row?: ModelRow | undefined;
  guard: ProviderGuard;
}

/** Whom to call, in which order, and how long to wait: what every call of a process shares. */
export interface Engine<Provider extends Callee = Callee> {
  /** In the order in which they are tried. */
  providers: Provider[];
  /** What the placeholder says when the list is empty. */
  noProvider: NoProvider;
  /** Longest wait for a whole answer, for a stream's first piece, and between two pieces. */
  timeoutSeconds: number;
  /** Longest time of a request, with all attempts and the waits between them. */
  requestTimeoutSeconds: number;
  /** Told of every call, good or bad, once, when it is over, and of what the request had tried before it. */
  observe?: (attempt: ModelAttempt, request: ModelRequest, before: readonly ModelAttempt[]) => void;
  sleep?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  random?: () => number;
}
