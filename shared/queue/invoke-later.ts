import { type AwsAccess, signAws } from './sign-aws.ts';

/** How long an answer to an invocation is waited for, in milliseconds: it holds up the request that queued the work. */
const patienceMilliseconds = 2_000;

/** Has Lambda invoke a function on its own time; resolves when Lambda has taken it. Signed here: loading an SDK takes longer than the call. */
export async function invokeLater(functionName: string, aws: AwsAccess): Promise<void> {
  const host = aws.endpoint ?? `https://lambda.${aws.region}.amazonaws.com`;
  const url = new URL(`/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`, host);
  const request = { method: 'POST', url, headers: { 'x-amz-invocation-type': 'Event' }, body: '{}' };
  const response = await fetch(url, {
    method: 'POST',
    headers: signAws(request, 'lambda', new Date(), aws),
    body: request.body,
    signal: AbortSignal.timeout(patienceMilliseconds),
  });
  const answer = await response.text();
  if (response.status !== 202) throw new Error(`Lambda answered ${response.status} for ${functionName}: ${answer}`);
}
