import { useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/send.ts';
import type { Diagnosis } from '../api/types.ts';
import { Card } from '../parts/card.tsx';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';
import { ProbeNote } from './probe-note.tsx';
import { WarningNote } from './warning-note.tsx';

/** Which model answers and why, what is wrong, and how to put it right. */
export function DiagnosisCard() {
  const words = useText().system;
  const { data, error } = useResource<Diagnosis>('/debug/llm?probe=false');
  const [tested, setTested] = useState<Diagnosis>();
  const [failure, setFailure] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const shown = tested ?? data;
  async function test(): Promise<void> {
    setBusy(true);
    try {
      setTested(await call<Diagnosis>('/debug/llm?probe=true'));
      setFailure(undefined);
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setFailure(thrown);
    }
    setBusy(false);
  }
  return (
    <Card title={words.diagnosis} error={failure ?? error}>
      {shown && (
        <>
          <p>
            <strong>
              {shown.detected.provider} {shown.detected.model}
            </strong>{' '}
            {words.chosen[reasonOf(shown)]}
          </p>
          {shown.warnings.length === 0 && <p class="muted">{words.noIssues}</p>}
          {shown.warnings.map((warning) => (
            <WarningNote key={warning.code + warning.message} warning={warning} />
          ))}
          {shown.probe && <ProbeNote probe={shown.probe} />}
          <div class="actions">
            <button type="button" disabled={busy} onClick={test}>
              {busy ? words.diagnosing : words.diagnose}
            </button>
            <span class="muted hint">{words.diagnoseHelp}</span>
          </div>
          <dl class="pairs">
            {Object.entries(shown.environment).flatMap(([name, value]) => [
              <dt key={name}>
                <code>{name}</code>
              </dt>,
              <dd key={`${name}=`}>
                <code>{value}</code>
              </dd>,
            ])}
          </dl>
        </>
      )}
    </Card>
  );
}

function reasonOf({ detected, configuration }: Diagnosis): 'none' | 'named' | 'first' {
  if (detected.provider === 'placeholder') return 'none';
  return configuration.provider ? 'named' : 'first';
}
