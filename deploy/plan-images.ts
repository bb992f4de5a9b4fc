import { join } from 'node:path';
import type { CatalogueFunction } from './catalogue.ts';
import type { ImageRegistry } from './image-registry.ts';
import { type ImageBasis, imageTag } from './image-tag.ts';

/** One function's image, and what is to be done for it. */
export interface PlannedImage {
  functionName: string;
  repository: string;
  tag: string;
  /** Where the repository is; undefined where there is none yet. */
  address: string | undefined;
  /** The digest of this very image in the registry; undefined where it has to be pushed. */
  digest: string | undefined;
}

export interface PlanOptions extends ImageBasis {
  /** Where the build wrote to. */
  dist: string;
  /** What the names of repositories begin with; the function's name follows. */
  prefix: string;
}

/** Compares what was built with what the registry has; changes nothing. */
export async function planImages(
  functions: Pick<CatalogueFunction, 'name'>[],
  { dist, prefix, ...basis }: PlanOptions,
  registry: Pick<ImageRegistry, 'repositories' | 'findImage'>,
): Promise<PlannedImage[]> {
  const addresses = await registry.repositories(prefix);
  const planned: PlannedImage[] = [];
  for (const { name } of functions) {
    const repository = `${prefix}${name}`;
    const tag = await imageTag(join(dist, 'functions', name), basis);
    const address = addresses.get(repository);
    const digest = address && (await registry.findImage(repository, tag));
    planned.push({ functionName: name, repository, tag, address, digest });
  }
  return planned;
}

/** The plan as lines for people. */
export function describePlan(plan: PlannedImage[]): string[] {
  const width = Math.max(...plan.map(({ functionName }) => functionName.length));
  const lines = plan.map(({ functionName, repository, tag, address, digest }) => {
    const work = digest ? `unchanged  ${digest}` : `push       ${repository}:${tag}`;
    return `${functionName.padEnd(width)}  ${work}${address ? '' : '  (new repository)'}`;
  });
  const pushes = plan.filter(({ digest }) => !digest).length;
  const created = plan.filter(({ address }) => !address).length;
  return [...lines, `${pushes} images to push, ${plan.length - pushes} unchanged, ${created} repositories to make.`];
}
