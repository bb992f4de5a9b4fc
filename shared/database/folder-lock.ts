import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf, SetupError } from '../errors.ts';

/**
 * Keeps other processes out of `folder` until released or until this process ends, however it ends: the lock is
 * SQLite's exclusive file lock, which the operating system drops with the process.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  try {
    const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
    return async () => lock.close();
  } catch (cause) {
    throw new SetupError(
      messageOf(cause).includes('locked')
        ? `${folder} is in use by another process of this system. Stop that one, or set DATA_DIR to another folder.`
        : `DATA_DIR ${folder} cannot be used: ${messageOf(cause)}. Set DATA_DIR to a folder that this user may write to.`,
      { cause },
    );
  }
}
