import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readServices } from '../packaging/compose-rules.ts';

const project = new URL('../../', import.meta.url);
const services = readServices(readFileSync(new URL('docker-compose.yml', project), 'utf8'));
const functions = readdirSync(new URL('functions', project));

test('docker-compose.yml has a Lambda image of every function, and of nothing else', () => {
  const named = Object.keys(services).filter((name) => services[name]?.profiles?.includes('lambda'));
  expect(named.sort()).toEqual(['api', ...functions].map((name) => `lambda-${name}`).sort());
});

test.each(functions)('the Lambda image of %s is built of it, and called by its name', (name) => {
  const { image, build, environment } = services[`lambda-${name}`] ?? {};
  expect(build).toMatchObject({ dockerfile: 'Dockerfile.function', args: { FUNCTION: name } });
  expect(build?.args?.BASE_IMAGE).toContain('lambda/nodejs:24');
  expect(environment?.AWS_LAMBDA_FUNCTION_NAME).toBe(name);
  expect(image).toContain(`/${name}:`);
});
