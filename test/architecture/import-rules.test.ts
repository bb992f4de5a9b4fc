import { describe, expect, test } from 'vitest';
import {
  computedImports,
  environmentReads,
  portsWithCode,
  wrongDirections,
  wrongPackages,
  youngProgramChecks,
} from './import-rules.ts';

const importing = (path: string, specifier: string) => [{ path, text: `import { a } from '${specifier}';\n` }];

describe('imports run one way', () => {
  test.each([
    ['functions/search/index.ts', '../../shared/http/lambda-http.ts'],
    ['functions/search/index.ts', '../../shared/errors.ts'],
    ['functions/search/index.ts', './words.ts'],
    ['shared/http/run-endpoint.ts', '../access/keys.ts'],
    ['shared/agents/run-step.ts', '../tasks/live.ts'],
    ['shared/tasks/task-intake.ts', '../queue/job-sql.ts'],
    ['shared/database/live.ts', '../config.ts'],
    ['functions/health/index.ts', '../../package.json'],
    ['local/start.ts', '../functions/health/index.ts'],
    ['shared/tasks/live.test.ts', '../testing/lend-database.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(wrongDirections(importing(path, specifier))).toEqual([]);
  });

  test.each([
    ['functions/search/index.ts', '../health/index.ts'],
    ['functions/search/index.ts', '../../local/api.ts'],
    ['functions/search/index.ts', '../../shared/testing/invoke.ts'],
    ['functions/search/index.ts', './words.test.ts'],
    ['shared/http/run-endpoint.ts', '../agents/run-step.ts'],
    ['shared/agents/run-step.ts', '../http/problem.ts'],
    ['shared/queue/job-sql.ts', '../tasks/live.ts'],
    ['shared/retrieval/rank.ts', '../llm/language-model.ts'],
    ['shared/tasks/live.ts', '../access/keys.ts'],
    ['shared/tasks/live.ts', '../ports.ts'],
    ['shared/database/live.ts', '../tasks/live.ts'],
    ['shared/telemetry/logger.ts', '../database/live.ts'],
    ['shared/errors.ts', './config.ts'],
    ['shared/llm/generate.ts', '../../functions/chat/index.ts'],
    ['shared/llm/generate.ts', '../../deploy/template.ts'],
    ['shared/unheard-of/a.ts', '../errors.ts'],
  ])('%s must not import %s', (path, specifier) => {
    expect(wrongDirections(importing(path, specifier))).toHaveLength(1);
  });

  test('imports of types and dynamic ones count', () => {
    const text = "import type { A } from '../http/problem.ts';\nconst b = await import('../../local/api.ts');\n";
    expect(wrongDirections([{ path: 'shared/llm/generate.ts', text }])).toEqual([
      'shared/llm/generate.ts must not import shared/http/problem.ts',
      'shared/llm/generate.ts must not import local/api.ts',
    ]);
  });

  test('an import that no rule can follow is refused, except in hosts', () => {
    const text = 'await import(path);\n';
    expect(computedImports([{ path: 'shared/llm/generate.ts', text }])).toHaveLength(1);
    expect(computedImports([{ path: 'local/discover-functions.ts', text }])).toEqual([]);
  });
});

describe('each package has one place', () => {
  test.each([
    ['shared/llm/openai.ts', 'openai'],
    ['shared/llm/openai.ts', 'openai/resources'],
    ['shared/llm/anthropic.ts', '@anthropic-ai/sdk'],
    ['shared/database/postgres.ts', 'pg'],
    ['shared/database/postgres.ts', 'node:fs'],
    ['functions/search/index.ts', 'zod'],
    ['functions/docs/index.ts', 'fastify'],
    ['shared/tasks/live.test.ts', 'vitest'],
    ['shared/testing/lend-database.ts', 'pg'],
  ])('%s may import %s', (path, specifier) => {
    expect(wrongPackages(importing(path, specifier))).toEqual([]);
  });

  test.each([
    ['functions/chat/index.ts', 'openai'],
    ['shared/agents/run-step.ts', '@anthropic-ai/sdk/resources'],
    ['shared/tasks/live.ts', 'pg'],
    ['shared/tasks/live.ts', '@electric-sql/pglite'],
    ['local/worker.ts', 'pg-boss'],
    ['local/metrics.ts', 'prom-client'],
    ['functions/health/index.ts', 'fastify'],
    ['shared/http/a.ts', '@aws-sdk/client-s3'],
    ['shared/http/a.ts', 'vitest'],
    ['shared/http/a.ts', 'left-pad'],
  ])('%s must not import %s', (path, specifier) => {
    expect(wrongPackages(importing(path, specifier))).toHaveLength(1);
  });
});

describe('ports are types only', () => {
  test.each(["import { a } from './a.ts';\nexport interface Ports {}\n", 'export const ports = {};\n'])(
    '%j is refused',
    (text) => {
      expect(portsWithCode([{ path: 'shared/ports.ts', text }])).toHaveLength(1);
    },
  );

  test('types are welcome', () => {
    const text = "import type { A } from './a.ts';\nexport interface Ports {\n  a: A;\n}\n";
    expect(portsWithCode([{ path: 'shared/ports.ts', text }])).toEqual([]);
  });
});

describe('one file reads the environment', () => {
  test.each([
    'const { PORT } = process.env;',
    'const port = process?.env.PORT;',
    "const port = process['env'].PORT;",
    'const { env } = process;',
    "import { env } from 'node:process';",
    "import process from 'node:process';",
  ])('%j is refused', (text) => {
    expect(environmentReads([{ path: 'shared/llm/generate.ts', text }])).toHaveLength(1);
    expect(environmentReads([{ path: 'shared/config.ts', text }])).toEqual([]);
    expect(environmentReads([{ path: 'test/lambda/run.ts', text }])).toHaveLength(1);
    expect(environmentReads([{ path: 'test/compose/lend-compose.ts', text }])).toHaveLength(1);
    expect(environmentReads([{ path: 'shared/llm/generate.test.ts', text }])).toEqual([]);
  });

  test('what else a process has may be used', () => {
    const text = "import { stdout } from 'node:process';\nprocess.exitCode = 1;\n";
    expect(environmentReads([{ path: 'local/demo.ts', text }])).toEqual([]);
  });
});

test('a program does not ask import.meta.main whether it is one', () => {
  const asking = (text: string) => youngProgramChecks([{ path: 'local/start.ts', text }]);
  expect(asking('if (import.meta.main) await run();\n')).toHaveLength(1);
  expect(asking('/**\n * Like import.meta.main.\n */\nif (isProgram(import.meta.url)) await run();\n')).toEqual([]);
});
