import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { lendCommands } from './lend-commands.ts';
import { ecrHost, lendEcr } from './lend-ecr.ts';
import { runDeploy } from './run-deploy.ts';

const names = ['create-task', 'get-task'];
const parameters = {
  SubnetIds: 'subnet-1,subnet-2',
  SecurityGroupIds: 'sg-1',
  DatabaseHost: 'database.example',
  DatabaseSecretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:database',
  ApiKeysSecretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:keys',
};
const template = parse(readFileSync(join(import.meta.dirname, '../../deploy/template.yaml'), 'utf8'));
// The images of the functions that the small build lacks.
const others = Object.keys(template.Parameters).filter((name) => /^(?!CreateTask|GetTask).*Image$/.test(name));
const withImages = { ...parameters, ...Object.fromEntries(others.map((name) => [name, 'image'])) };

test('a dry run prints the plan of images and the command that would follow, and changes nothing', async () => {
  await using ecr = await lendEcr();
  await using commands = await lendCommands(ecr);
  const run = { ecr, commands, names, parameters: withImages };
  const { code, output } = await runDeploy('deploy.ts', ['--dry-run'], run);
  expect(output).toContain('2 images to push, 0 unchanged, 2 repositories to make.');
  expect(output).toContain('Then: aws cloudformation deploy --stack-name multi-agent-system');
  expect(output).toContain('DatabaseHost=database.example');
  expect(code).toBe(0);
  expect(await commands.calls()).toEqual([]);
  expect(ecr.repositories.size).toBe(0);
});

test('images are pushed, and the stack is made of them by digest', async () => {
  await using ecr = await lendEcr();
  await using commands = await lendCommands(ecr);
  const run = { ecr, commands, names, parameters: withImages };
  const { code } = await runDeploy('deploy.ts', ['--bucket', 'templates'], run);
  expect(code).toBe(0);
  const last = (await commands.calls()).at(-1);
  expect(last).toMatch(/^aws cloudformation deploy .* --s3-bucket templates .* Architecture=arm64/);
  expect(last).toMatch(new RegExp(`CreateTaskImage=${ecrHost}/multi-agent-system/create-task@sha256:[0-9a-f]{64}`));
});

test('a push that fails ends the deployment before the stack', async () => {
  await using ecr = await lendEcr();
  await using commands = await lendCommands(ecr, ['/get-task:']);
  const run = { ecr, commands, names, parameters: withImages };
  const { code, output } = await runDeploy('deploy.ts', ['--bucket', 'templates'], run);
  expect(code).toBe(1);
  expect(output).toContain('Nothing is deployed.');
  expect((await commands.calls()).filter((call) => call.startsWith('aws cloudformation'))).toEqual([]);
});

test('what is missing is said before anything is changed', async () => {
  await using ecr = await lendEcr();
  await using commands = await lendCommands(ecr);
  const run = { ecr, commands, names };
  const wrong = { ...withImages, DatabaseHost: '', DatabasHost: 'x' };
  const { output } = await runDeploy('deploy.ts', ['--bucket', 'templates'], { ...run, parameters: wrong });
  expect(output).toContain('deploy/parameters.json: DatabaseHost missing; DatabasHost unknown.');
  const noFile = await runDeploy('deploy.ts', ['--bucket', 'templates'], run);
  expect(noFile.output).toContain('deploy/parameters.json cannot be read.');
  expect((await runDeploy('deploy.ts', [], run)).output).toContain('--bucket NAME: an S3 bucket');
  expect(ecr.calls).toEqual([]);
});
