import { reasonOf } from './reason-of.ts';

/** Runs a program; a failure is said in words, without a stack, and makes the exit code 1. */
export async function runProgram(program: () => Promise<unknown>): Promise<void> {
  try {
    await program();
  } catch (error) {
    console.error(reasonOf(error));
    process.exitCode = 1;
  }
}
