import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SetupError } from '../shared/errors.ts';

export const project = join(import.meta.dirname, '..');

/** What `npm run push` and `npm run deploy` are told. */
export interface DeployOptions {
  /** Print what would be done, and do nothing. */
  dryRun: boolean;
  /** Take dist/ as the last build left it. */
  built: boolean;
  /** What the names of the repositories begin with. */
  prefix: string;
  /** What the images run on; `linux/arm64` is Graviton. */
  platform: string;
  /** Another base than the Dockerfile's. */
  baseImage: string | undefined;
  stack: string;
  /** The file with the stack's parameters. */
  parameters: string;
  /** Where a template is put that is too large to be sent as it is. */
  bucket: string | undefined;
}

const forBoth = {
  'dry-run': { type: 'boolean', default: false },
  built: { type: 'boolean', default: false },
  prefix: { type: 'string', default: 'multi-agent-system/' },
  platform: { type: 'string', default: 'linux/arm64' },
  'base-image': { type: 'string' },
} as const;

const forDeploy = {
  stack: { type: 'string', default: 'multi-agent-system' },
  parameters: { type: 'string', default: 'deploy/parameters.json' },
  bucket: { type: 'string' },
} as const;

const usage = {
  push: 'npm run push -- [--dry-run] [--built] [--prefix multi-agent-system/] [--platform linux/arm64] [--base-image IMAGE]',
  deploy:
    'npm run deploy -- --bucket NAME [--stack multi-agent-system] [--parameters deploy/parameters.json], and what push takes',
};

const isPrefix = (text: string): boolean => /^[a-z0-9]+([._/-][a-z0-9]+)*[._/-]?$/.test(text);

/** Reads the command line of `push` or `deploy`. Throws a SetupError that says what is wrong and what is possible. */
export function readDeployOptions(command: 'push' | 'deploy', commandLine: string[]): DeployOptions {
  const { values } = parse(command, commandLine);
  const { prefix, platform, built, stack, parameters, bucket } = values;
  if (!isPrefix(prefix))
    throw new SetupError(`--prefix ${prefix}: names of repositories are lower-case words, parted by . _ - or /`);
  if (!['linux/arm64', 'linux/amd64'].includes(platform))
    throw new SetupError(`--platform ${platform}: Lambda runs linux/arm64 and linux/amd64`);
  const { 'dry-run': dryRun, 'base-image': baseImage } = values;
  return { dryRun, built, prefix, platform, baseImage, stack, parameters, bucket };
}

function parse(command: 'push' | 'deploy', args: string[]) {
  try {
    // What only deploy takes has its default for push too, where nobody asks for it.
    const { values } = parseArgs({ args, options: { ...forBoth, ...forDeploy } });
    const foreign = Object.keys(forDeploy).filter(
      (name) => command === 'push' && args.some((one) => one.startsWith(`--${name}`)),
    );
    if (foreign.length) throw new Error(`--${foreign[0]} is for npm run deploy`);
    return { values };
  } catch (cause) {
    throw new SetupError(`${(cause as Error).message}. ${usage[command]}`, { cause });
  }
}
