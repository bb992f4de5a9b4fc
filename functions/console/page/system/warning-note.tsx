import type { Diagnosis } from '../api/types.ts';
import { useText } from '../text/use-text.ts';

/** What is doubtful about the settings: in the page's language what it is, and the server's own words, which name the values. */
export function WarningNote({ warning }: { warning: Diagnosis['warnings'][number] }) {
  const { code, severity, message, fix } = warning;
  const known = useText().system.warnings[code];
  return (
    <div class={`note ${severity === 'error' ? 'bad' : 'warn'}`}>
      <p>{known ? <strong>{known}</strong> : <strong lang="en">{message}</strong>}</p>
      <p lang="en">{known ? `${message} ${fix}` : fix}</p>
    </div>
  );
}
