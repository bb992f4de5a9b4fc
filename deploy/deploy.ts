import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { SetupError } from '../shared/errors.ts';
import { readCatalogue } from './catalogue.ts';
import { project, readDeployOptions } from './deploy-options.ts';
import { runCommand } from './run-command.ts';
import { runProgram } from './run-program.ts';
import { imageParameter, readStackParameters } from './stack-parameters.ts';
import { buildBundles, updateImages } from './update-images.ts';

const template = join(project, 'deploy/template.yaml');

/** Pushes what has changed, then makes the stack as the template says; what is missing or wrong is said before anything is changed. */
await runProgram(async () => {
  const options = readDeployOptions('deploy', process.argv.slice(2));
  const { dryRun, platform, stack, parameters, bucket } = options;
  if (!bucket && !dryRun)
    throw new SetupError('--bucket NAME: an S3 bucket, through which CloudFormation takes a template of this size.');
  if (!dryRun) await needAws();
  await buildBundles(options);
  const given = await readStackParameters(parameters, template, await readCatalogue(join(project, 'dist')));
  const settings = { ...given, Architecture: platform === 'linux/amd64' ? 'x86_64' : 'arm64' };
  const images = await updateImages({ ...options, built: true }, manifest.version);
  const overrides = [
    ...Object.entries(settings),
    ...[...(images ?? [])].map(([name, image]) => [imageParameter(name), image]),
  ].map(([name, value]) => `${name}=${value}`);
  const command = [
    ...['cloudformation', 'deploy', '--stack-name', stack, '--template-file', template],
    ...['--s3-bucket', bucket ?? 'BUCKET', '--capabilities', 'CAPABILITY_IAM', '--no-fail-on-empty-changeset'],
    ...['--parameter-overrides', ...overrides],
  ];
  if (dryRun) return console.log(`Then: aws ${command.join(' ')}, and an image parameter a function.`);
  await runCommand('aws', command, { shown: true });
});

async function needAws(): Promise<void> {
  await runCommand('aws', ['--version']).catch((cause) => {
    throw new SetupError(`The stack is made by the AWS CLI, which does not answer. ${cause.message}`, { cause });
  });
}
