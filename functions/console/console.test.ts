import { describe, expect, test } from 'vitest';
import { expectProblem } from '../../shared/testing/http-contract.ts';
import { type TestRequest, testEvent } from '../../shared/testing/invoke.ts';
import { endpoint, handler } from './index.ts';

async function send(request: TestRequest) {
  const { statusCode, headers, body = '', isBase64Encoded } = await handler(testEvent(endpoint, request));
  return { status: statusCode, headers, text: isBase64Encoded ? Buffer.from(body, 'base64').toString() : body };
}

describe('GET /console/', () => {
  test('is a page that loads its own files only, relative to itself, without a script or a style in it', async () => {
    const { status, headers, text } = await send({ path: '/console/' });
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
    const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url);
    expect(loaded.filter((url) => !url?.startsWith('data:'))).toEqual(['console.css', 'console.js']);
    expect(text).not.toMatch(/<style|style=|<script(?![^>]*src=)/);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(headers['content-security-policy']).toMatch(/require-trusted-types-for 'script'/);
  });

  test.each(['/', '/console'])('is where %s leads', async (path) => {
    expect(await send({ path })).toMatchObject({ status: 302, headers: { location: '/console/' } });
  });

  test.each([
    ['console.js', /javascript; charset=utf-8$/],
    ['console.css', /^text\/css; charset=utf-8$/],
  ])('has %s', async (file, type) => {
    const { status, headers, text } = await send({ path: `/console/${file}` });
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: expect.stringMatching(type) });
    expect(text.length).toBeGreaterThan(1000);
  });

  test.each(['index.ts', 'nothing.js', '..%2findex.ts', '%00'])('has no file %s', async (file) => {
    const answer = await send({ path: `/console/${file}` });
    expect(answer.status).toBe(404);
    expectProblem(answer, /console/);
  });
});
