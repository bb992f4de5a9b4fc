import { join } from 'node:path';
import { SetupError } from '../shared/errors.ts';
import { readCatalogue } from './catalogue.ts';
import { type DeployOptions, project } from './deploy-options.ts';
import { openEcr } from './ecr.ts';
import { describePlan, planImages } from './plan-images.ts';
import { pushPlanned } from './push-planned.ts';
import { runCommand } from './run-command.ts';

const dist = join(project, 'dist');
const dockerfile = join(project, 'Dockerfile.function');
const say = (line: string) => console.log(line);

/**
 * Builds the bundles, and pushes the images of those that the registry does not have. Returns every function's image by
 * digest; undefined for a dry run, which only prints the plan. Throws a SetupError that says what to do.
 */
export async function updateImages(options: DeployOptions, version: string): Promise<Map<string, string> | undefined> {
  const { dryRun, built, platform, baseImage, prefix } = options;
  if (!dryRun) await needDocker();
  await buildBundles({ built });
  const registry = openEcr();
  const basis = { dockerfile, platform, baseImage };
  const plan = await planImages(await readCatalogue(dist), { dist, prefix, ...basis }, registry);
  for (const line of describePlan(plan)) say(line);
  if (dryRun) return undefined;
  return pushPlanned(plan, { project, version, ...basis }, { registry, run: runCommand, say });
}

/** Builds the bundles, unless they are to be taken as the last build left them. */
export async function buildBundles({ built }: Pick<DeployOptions, 'built'>): Promise<void> {
  if (!built) await runCommand(process.execPath, [join(project, 'build.mjs')]);
}

async function needDocker(): Promise<void> {
  await runCommand('docker', ['version', '--format', '{{.Server.Version}}']).catch((cause) => {
    throw new SetupError(`Images are built and pushed by Docker, which does not answer. ${cause.message}`, { cause });
  });
}
