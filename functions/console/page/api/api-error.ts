import type { Problem } from './types.ts';

/** Why a request has no answer: a problem that the API told, or that it could not be reached. */
export class ApiError extends Error {
  /** 0 where nothing answered. */
  readonly status: number;
  readonly problem: Partial<Problem>;

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }

  /** Is the API of another version, which does not have this endpoint yet? */
  get isMissingEndpoint(): boolean {
    return this.status === 404 && /nothing at this path/i.test(this.message);
  }
}
