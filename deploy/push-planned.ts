import { SetupError } from '../shared/errors.ts';
import type { ImageRegistry } from './image-registry.ts';
import type { PlannedImage } from './plan-images.ts';
import { reasonOf } from './reason-of.ts';
import type { RunCommand } from './run-command.ts';

export interface PushPorts {
  registry: Pick<ImageRegistry, 'createRepository' | 'keepTidy' | 'findImage' | 'login'>;
  run: RunCommand;
  say(line: string): void;
}

export interface BuildOptions {
  /** The folder that Docker builds from. */
  project: string;
  dockerfile: string;
  platform: string;
  baseImage: string | undefined;
  version: string;
}

/**
 * Makes the repositories that are missing, and builds and pushes the images that are. Returns every function's image by
 * digest. Stops at the first failure with an error that says what was pushed and what was not; what was pushed is left for
 * the next run, which finds it.
 */
export async function pushPlanned(
  plan: PlannedImage[],
  options: BuildOptions,
  { registry, run, say }: PushPorts,
): Promise<Map<string, string>> {
  const images = new Map<string, string>();
  const addresses = new Map<string, string>();
  for (const { repository, address } of plan) {
    try {
      addresses.set(repository, address ?? (await registry.createRepository(repository)));
      if (!address) say(`made the repository ${repository}`);
      if (await registry.keepTidy(repository)) say(`gave ${repository} a lifecycle policy`);
    } catch (cause) {
      throw new SetupError(`The repository ${repository} is not ready: ${reasonOf(cause)}\nNothing was pushed.`, {
        cause,
      });
    }
  }
  const missing = plan.filter(({ digest }) => !digest);
  if (missing.length) await logIn(addresses.values().next().value ?? '', { registry, run });
  for (const image of plan) {
    const { functionName, repository, digest } = image;
    const address = addresses.get(repository) ?? '';
    const pushed = digest ?? (await push(image, address).catch((cause) => giveUp(image, cause)));
    images.set(functionName, `${address}@${pushed}`);
  }
  return images;

  async function push({ functionName, repository, tag }: PlannedImage, address: string): Promise<string> {
    const name = `${address}:${tag}`;
    await run('docker', buildCommand(functionName, name, options), { shown: true });
    await run('docker', ['push', '--quiet', name]);
    const digest = await registry.findImage(repository, tag);
    if (!digest) throw new SetupError('Docker pushed it, but the registry does not have it');
    say(`pushed ${functionName} as ${digest}`);
    return digest;
  }

  function giveUp({ functionName }: PlannedImage, cause: unknown): never {
    const names = (chosen: PlannedImage[]) => chosen.map((one) => one.functionName).join(', ') || 'nothing';
    const at = missing.findIndex((one) => one.functionName === functionName);
    throw new SetupError(
      `${functionName} was not pushed: ${reasonOf(cause)}\n` +
        `Pushed before it: ${names(missing.slice(0, at))}. Not pushed: ${names(missing.slice(at))}. ` +
        'Nothing is deployed. Run it again to go on: what was pushed stays.',
      { cause },
    );
  }
}

/** The token goes to Docker's standard input: other users of the machine see command lines. */
async function logIn(address: string, { registry, run }: Pick<PushPorts, 'registry' | 'run'>): Promise<void> {
  const { user, password } = await registry.login();
  const [host = ''] = address.split('/');
  await run('docker', ['login', '--username', user, '--password-stdin', host], { input: password });
}

/** Lambda takes plain images: an index with a provenance beside the image is refused. */
function buildCommand(functionName: string, name: string, options: BuildOptions): string[] {
  const { project, dockerfile, platform, baseImage, version } = options;
  const given = [`FUNCTION=${functionName}`, `VERSION=${version}`, ...(baseImage ? [`BASE_IMAGE=${baseImage}`] : [])];
  return [
    ...['build', '--quiet', '--platform', platform, '--provenance=false', '--file', dockerfile, '--tag', name],
    ...given.flatMap((argument) => ['--build-arg', argument]),
    project,
  ];
}
