import { messageOf } from '../shared/errors.ts';

/** What the most common failures of the SDK mean, by the errors' names. */
const meanings: Record<string, string> = {
  CredentialsProviderError: 'No access to AWS: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  ExpiredTokenException: 'The access to AWS has expired: log in anew.',
  UnrecognizedClientException: 'AWS does not know the access key: check AWS_PROFILE or AWS_ACCESS_KEY_ID.',
};

/** Why something failed, in words; what AWS answered with its name for it. */
export function reasonOf(error: unknown): string {
  const message = messageOf(error) || String(error);
  if (message === 'Region is missing') return 'No AWS region: set AWS_REGION.';
  const { name, $metadata: answer } = error as Error & { $metadata?: { httpStatusCode?: number } };
  const words = answer ? `AWS answered ${answer.httpStatusCode ?? 'nothing'}: ${name}: ${message}` : message;
  return meanings[name] ? `${meanings[name]} (${message})` : words;
}
