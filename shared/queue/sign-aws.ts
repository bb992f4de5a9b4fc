import { createHash, createHmac } from 'node:crypto';

/** Who calls AWS, and where. */
export interface AwsAccess {
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
  /** Another address than the region's own. */
  endpoint?: string | undefined;
}

/** What is signed. */
export interface AwsRequest {
  method: string;
  /** Without a query; what its path escapes is escaped once more, as every service but S3 expects. */
  url: URL;
  headers: Record<string, string>;
  body: string;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The headers of a request with AWS' signature, version 4, among them. */
export function signAws(request: AwsRequest, service: string, now: Date, aws: AwsAccess): Record<string, string> {
  const { method, url, body } = request;
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${aws.region}/${service}/aws4_request`;
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-date': time,
    ...(aws.sessionToken ? { 'x-amz-security-token': aws.sessionToken } : {}),
  };
  const signed = Object.entries({ ...headers, host: url.host }).sort(([one], [other]) => (one < other ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const path = url.pathname.split('/').map(encodeURIComponent).join('/');
  const lines = signed.map(([name, value]) => `${name}:${value.trim()}\n`).join('');
  const canonical = [method, path, '', lines, names, hash(body)].join('\n');
  const key = [...scope.split('/')].reduce<string | Buffer>(
    (made, part) => hmac(made, part),
    `AWS4${aws.secretAccessKey}`,
  );
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, hash(canonical)].join('\n')).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${aws.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
