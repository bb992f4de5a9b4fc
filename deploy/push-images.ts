import manifest from '../package.json' with { type: 'json' };
import { readDeployOptions } from './deploy-options.ts';
import { runProgram } from './run-program.ts';
import { updateImages } from './update-images.ts';

await runProgram(async () => {
  const options = readDeployOptions('push', process.argv.slice(2));
  const images = await updateImages(options, manifest.version);
  for (const [name, image] of images ?? []) console.log(`${name}  ${image}`);
});
