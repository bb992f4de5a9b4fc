import type { ComponentChildren } from 'preact';
import type { TaskDetail } from '../api/types.ts';
import { useText } from '../text/use-text.ts';
import { adviceOnError, reasonKind } from './advice.ts';
import { Reason } from './reason.tsx';

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
        <Reasons>
          <li lang="en">{`${step ? `${step}: ` : ''}${message} (${code})`}</li>
        </Reasons>
      </div>
    );
  }
  if (!task.degraded) return null;
  const reason = task.degraded_reason ?? '';
  return (
    <div class="note warn">
      <h2>{words.degradedTitle}</h2>
      <p>{words.advice[reasonKind(reason)]}</p>
      <Reasons>
        {reason.split(' | ').map((one) => (
          <li key={one}>
            <Reason reason={one} />
          </li>
        ))}
      </Reasons>
    </div>
  );
}

function Reasons({ children }: { children: ComponentChildren }) {
  const words = useText().task;
  return (
    <>
      <ul class="reasons" aria-label={words.said}>
        {children}
      </ul>
      <p>
        <a href="#/system">{words.toSystem}</a>
      </p>
    </>
  );
}
