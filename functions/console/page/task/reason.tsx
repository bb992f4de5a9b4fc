import { useText } from '../text/use-text.ts';
import { reasonKind } from './advice.ts';

/** Why a result is degraded: in the page's language what it is, and the server's own words, which name the values. */
export function Reason({ reason }: { reason: string }) {
  const { reasons } = useText().task;
  return (
    <>
      {reasons[reasonKind(reason)]} <span lang="en">{reason}</span>
    </>
  );
}
