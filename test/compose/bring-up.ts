import type { TestProject } from 'vitest/node';
import { lendCompose } from './lend-compose.ts';

let end = async (): Promise<void> => {};

/** Brings the system up as the README says, in a copy of the project in which nothing was ever installed. */
export async function setup({ provide }: TestProject): Promise<void> {
  const system = await lendCompose();
  end = system.end;
  const began = performance.now();
  await system.compose('up', '-d', '--build', '--wait').catch(async (error: Error) => {
    error.message += await system.compose('logs', '--tail', '20').catch(String);
    throw error;
  });
  process.stdout.write(`Built, up and healthy after ${Math.round((performance.now() - began) / 1000)} s.\n`);
  provide('composed', system.place);
}

/** Leaves nothing of it behind. */
export const teardown = (): Promise<void> => end();
