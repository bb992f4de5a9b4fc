import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApi, startApi } from '../../local/api.ts';
import { testSwitch } from '../../shared/config.ts';
import { contractFunctions } from '../../shared/testing/contract-endpoints.ts';
import { expectProblem } from '../../shared/testing/http-contract.ts';
import { lendNginx } from '../../shared/testing/lend-nginx.ts';
import { parseAnswer, sendRaw } from '../../shared/testing/send-raw.ts';

describe.runIf(testSwitch('TEST_NGINX'))('nginx with a certificate', () => {
  let folder: string;
  let api: RunningApi;
  let nginx: Awaited<ReturnType<typeof lendNginx>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'certificates-'));
    const key = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      join(folder, 'tls.key'),
    ];
    const subject = [
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-out',
      join(folder, 'tls.crt'),
    ];
    execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...subject], { stdio: 'ignore' });
    api = await startApi({ host: '127.0.0.1', port: 0, functions: contractFunctions });
    nginx = await lendNginx(new URL(api.url).host, folder);
  });
  afterAll(async () => {
    await nginx?.[Symbol.asyncDispose]();
    await api.close();
    await rm(folder, { recursive: true });
  });

  test('answers over HTTPS as over HTTP', async () => {
    const [answer] = (await once(
      get(`${nginx.tlsUrl}/api/page`, { ca: await readFile(join(folder, 'tls.crt')) }),
      'response',
    )) as [IncomingMessage];
    const plain = await fetch(`${nginx.url}/api/page`);
    expect(answer.statusCode).toBe(200);
    expect(await text(answer)).toBe(await plain.text());
    expect(answer.headers['content-type']).toBe(plain.headers.get('content-type'));
  });

  test('says to those who speak HTTP there that it is the port of HTTPS', async () => {
    const { host } = new URL(nginx.tlsUrl);
    const raw = `GET /page HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    const answer = parseAnswer(await sendRaw(nginx.tlsUrl, raw));
    expect(answer.status).toBe(400);
    expectProblem(answer, /https:\/\//);
  });

  test('refuses versions of TLS that are broken', async () => {
    const old = connect({
      port: Number(new URL(nginx.tlsUrl).port),
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
    });
    const [error] = await once(old, 'error').catch((thrown: unknown) => [thrown]);
    expect(String(error)).toMatch(/protocol version|alert/i);
  });
});
