import type { TaskDetail } from '../api/types.ts';
import { useText } from '../text/use-text.ts';
import { adviceOnError, adviceOnReason } from './advice.ts';

/** Says in words what became of a task that is not simply complete, and what to do. */
export function OutcomeNote({ task }: { task: TaskDetail }) {
  const words = useText().task;
  if (task.status === 'cancelled') return <p class="note">{words.cancelled}</p>;
  if (task.error) {
    const { code, message, step } = task.error;
    return (
      <div class="note bad">
        <h2>{words.failedTitle}</h2>
        <p>{words.advice[adviceOnError(code)]}</p>
        <Reasons reasons={[`${step ? `${step}: ` : ''}${message} (${code})`]} />
      </div>
    );
  }
  if (!task.degraded) return null;
  const reason = task.degraded_reason ?? '';
  return (
    <div class="note warn">
      <h2>{words.degradedTitle}</h2>
      <p>{words.advice[adviceOnReason(reason)]}</p>
      <Reasons reasons={reason.split(' | ')} />
    </div>
  );
}

function Reasons({ reasons }: { reasons: string[] }) {
  const words = useText().task;
  return (
    <>
      <ul class="reasons" aria-label={words.said}>
        {reasons.map((reason) => (
          <li key={reason} lang="en">
            {reason}
          </li>
        ))}
      </ul>
      <p>
        <a href="#/system">{words.toSystem}</a>
      </p>
    </>
  );
}
