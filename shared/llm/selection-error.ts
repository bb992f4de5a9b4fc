import { SetupError } from '../errors.ts';

/** What can be wrong with the settings that select models. */
export type SelectionFault =
  | 'unknown_provider'
  | 'not_configured'
  | 'no_model'
  | 'foreign_model'
  | 'bad_base_url'
  | 'bad_prices';

/** Settings from which no selection follows: what is wrong with them, and what to change. */
export class SelectionError extends SetupError {
  readonly fault: SelectionFault;
  readonly problem: string;
  readonly fix: string;

  constructor(fault: SelectionFault, problem: string, fix: string, options?: ErrorOptions) {
    super(`${problem} ${fix}`, options);
    this.fault = fault;
    this.problem = problem;
    this.fix = fix;
  }
}
