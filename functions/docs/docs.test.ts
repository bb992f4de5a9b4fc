import { describe, expect, test } from 'vitest';
import { expectProblem } from '../../shared/testing/http-contract.ts';
import { type TestRequest, testEvent } from '../../shared/testing/invoke.ts';
import { endpoint, handler } from './index.ts';

async function send(request: TestRequest) {
  const { statusCode, headers, body = '' } = await handler(testEvent(endpoint, request));
  return { status: statusCode, headers, text: body };
}

describe('GET /docs', () => {
  test('is a page in UTF-8 with the first command for curl and PowerShell', async () => {
    const { status, headers, text } = await send({ headers: { 'x-request-id': 'r-1' } });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-request-id': 'r-1' });
    expect(text).toContain('curl -s -X POST http://localhost:8000/tasks');
    expect(text).toContain('Invoke-RestMethod');
    expect(text).toContain('人工智能');
  });

  test('loads nothing from elsewhere, and its policy forbids it', async () => {
    const { headers, text } = await send({});
    const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url);
    expect(loaded).toEqual(
      expect.arrayContaining(['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/start.js']),
    );
    for (const url of loaded) expect(url).toMatch(/^\/|^data:/);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self'/);
  });

  test.each([
    ['swagger-ui-bundle.js', 'application/javascript; charset=utf-8', 'SwaggerUIBundle'],
    ['swagger-ui.css', 'text/css; charset=utf-8', '.swagger-ui'],
    ['start.js', 'text/javascript; charset=utf-8', '/openapi.json'],
  ])('serves %s', async (file, type, content) => {
    const { status, headers, text } = await send({ path: `/docs/${file}` });
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type });
    expect(text).toContain(content);
  });

  test.each(['package.json', 'nothing.js', '..%2f..%2fpackage.json', '%00'])('has no file %s', async (file) => {
    const answer = await send({ path: `/docs/${file}` });
    expect(answer.status).toBe(404);
    expectProblem(answer, /docs/);
  });

  test('answers HEAD without the body', async () => {
    expect(await send({ method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });
});
