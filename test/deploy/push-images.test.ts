import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageTag } from '../../deploy/image-tag.ts';
import { lendCommands } from './lend-commands.ts';
import { ecrHost, ecrPassword, lendEcr } from './lend-ecr.ts';
import { runDeploy } from './run-deploy.ts';

const names = ['create-task', 'get-task', 'research-plan'];
const repositories = names.map((name) => `multi-agent-system/${name}`);
const operationsOf = (calls: { operation: string }[]) => new Set(calls.map(({ operation }) => operation));

test('a dry run prints the plan, and changes nothing', async () => {
  await using ecr = await lendEcr();
  await using commands = await lendCommands(ecr);
  const { code, output } = await runDeploy('push-images.ts', ['--dry-run'], { ecr, commands, names });
  expect(output).toMatch(/create-task {4}push {7}multi-agent-system\/create-task:[0-9a-f]{32} {2}\(new repository\)/);
  expect(output).toContain('3 images to push, 0 unchanged, 3 repositories to make.');
  expect(code).toBe(0);
  expect(operationsOf(ecr.calls)).toEqual(new Set(['DescribeRepositories']));
  expect(await commands.calls()).toEqual([]);
});

test('repositories are made once, the token logs Docker in, and an unchanged image is left out', async () => {
  await using ecr = await lendEcr();
  await using commands = await lendCommands(ecr);
  const first = await runDeploy('push-images.ts', [], { ecr, commands, names });
  expect(first.code).toBe(0);
  expect([...ecr.repositories]).toEqual(repositories);
  const made = ecr.calls.filter(({ operation }) => operation === 'CreateRepository').map(({ input }) => input);
  expect(made.every((input) => input.imageScanningConfiguration.scanOnPush)).toBe(true);
  expect(made.map(({ imageTagMutability }) => imageTagMutability)).toEqual(names.map(() => 'IMMUTABLE'));
  expect([...ecr.policies.keys()]).toEqual(repositories);
  for (const [image, digest] of ecr.images)
    expect(first.output).toContain(`${ecrHost}/${image.split(':')[0]}@${digest}`);
  const calls = await commands.calls();
  expect(calls).toContain(`docker login --username AWS --password-stdin ${ecrHost}`);
  expect(await commands.inputs()).toBe(ecrPassword);
  expect(calls.join('\n') + first.output).not.toContain(ecrPassword);
  expect(
    calls.filter((call) => call.startsWith('docker build')).every((call) => call.includes('--platform linux/arm64')),
  ).toBe(true);
  expect(calls.filter((call) => call.startsWith('docker push'))).toHaveLength(3);

  const again = await runDeploy('push-images.ts', [], { ecr, commands, names });
  expect(again.output).toContain('0 images to push, 3 unchanged, 0 repositories to make.');
  expect((await commands.calls()).slice(calls.length)).toEqual(['docker version --format {{.Server.Version}}']);
  expect(ecr.calls.filter(({ operation }) => operation === 'CreateRepository')).toHaveLength(3);

  const changed = await runDeploy('push-images.ts', [], { ecr, commands, names, change: 'get-task' });
  expect(changed.output).toContain('1 images to push, 2 unchanged, 0 repositories to make.');
  const pushes = (await commands.calls()).slice(calls.length).filter((call) => call.startsWith('docker push'));
  expect(pushes).toEqual([expect.stringContaining('/get-task:')]);
});

test('a push that fails is told with all that was and was not pushed, and the next run goes on', async () => {
  await using ecr = await lendEcr();
  await using failing = await lendCommands(ecr, ['/get-task:']);
  const failed = await runDeploy('push-images.ts', [], { ecr, commands: failing, names });
  expect(failed.code).toBe(1);
  expect(failed.output).toContain('get-task was not pushed: docker push failed: unauthorized');
  expect(failed.output).toContain('Pushed before it: create-task. Not pushed: get-task, research-plan.');
  await using working = await lendCommands(ecr);
  const { code, output } = await runDeploy('push-images.ts', [], { ecr, commands: working, names });
  expect(output).toContain('2 images to push, 1 unchanged, 0 repositories to make.');
  expect(code).toBe(0);
});

test('a push that Docker calls done and the registry does not have is a failure', async () => {
  await using ecr = await lendEcr();
  await using commands = await lendCommands(ecr);
  ecr.refused.set('Push', 'Lost');
  const { code, output } = await runDeploy('push-images.ts', [], { ecr, commands, names: ['get-task'] });
  expect(output).toContain('the registry does not have it');
  expect(code).toBe(1);
});

test('a repository whose policy could not be set gets it from the next run', async () => {
  await using ecr = await lendEcr();
  await using commands = await lendCommands(ecr);
  ecr.refused.set('PutLifecyclePolicy', 'AccessDeniedException');
  const failed = await runDeploy('push-images.ts', [], { ecr, commands, names });
  expect(failed.code).toBe(1);
  expect(failed.output).toContain('made the repository multi-agent-system/create-task');
  expect(failed.output).toContain(
    'The repository multi-agent-system/create-task is not ready: AWS answered 400: AccessDeniedException',
  );
  expect(failed.output).toContain('Nothing was pushed.');
  ecr.refused.clear();
  expect(await runDeploy('push-images.ts', [], { ecr, commands, names })).toMatchObject({ code: 0 });
  expect([...ecr.policies.keys()]).toEqual(repositories);
});

test('what is missing on the machine is said in one line', async () => {
  await using ecr = await lendEcr();
  await using commands = await lendCommands(ecr);
  const without = { ...commands, path: '/nowhere' };
  expect(await runDeploy('push-images.ts', [], { ecr, commands: without, names })).toEqual({
    code: 1,
    output: 'Images are built and pushed by Docker, which does not answer. docker cannot be run (ENOENT).\n',
  });
  const { output } = await runDeploy('push-images.ts', ['--platfrom', 'x'], { ecr, commands, names });
  expect(output).toMatch(/^Unknown option '--platfrom'.*npm run push -- \[--dry-run\]/);
  const noKey = await runDeploy('push-images.ts', ['--dry-run'], {
    ecr,
    commands,
    names,
    environment: { AWS_ACCESS_KEY_ID: '' },
  });
  expect(noKey.output).toMatch(/^No access to AWS: set AWS_PROFILE/);
  expect(noKey.code).toBe(1);
});

test('an image has another tag where anything of it is another', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  try {
    const dockerfile = join(folder, 'Dockerfile');
    const bundle = join(folder, 'bundle');
    await mkdir(bundle);
    await writeFile(dockerfile, 'FROM scratch');
    await writeFile(join(bundle, 'index.mjs'), '1');
    const basis = { dockerfile, platform: 'linux/arm64', baseImage: undefined };
    const tags = [await imageTag(bundle, basis)];
    await cp(bundle, join(folder, 'copy'), { recursive: true });
    expect(await imageTag(join(folder, 'copy'), basis)).toBe(tags[0]);
    tags.push(await imageTag(bundle, { ...basis, platform: 'linux/amd64' }));
    tags.push(await imageTag(bundle, { ...basis, baseImage: 'base@sha256:1' }));
    await writeFile(join(bundle, 'index.mjs'), '2');
    tags.push(await imageTag(bundle, basis));
    await writeFile(dockerfile, 'FROM other');
    tags.push(await imageTag(bundle, basis));
    expect(new Set(tags).size).toBe(5);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
