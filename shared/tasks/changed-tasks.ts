/** Which tasks have changed since they were last taken: `all` where they are many, so that what is held is bounded. */
export interface ChangedTasks {
  /** How many ids are held. */
  readonly held: number;
  add(tasks: string[] | 'all'): void;
  take(): string[] | 'all';
}

/** More tasks than `most` are told as `all`. */
export function createChangedTasks(most: number): ChangedTasks {
  const ids = new Set<string>();
  let all = false;
  return {
    get held() {
      return ids.size;
    },
    add(tasks) {
      if (tasks !== 'all' && !all) for (const id of tasks) ids.add(id);
      if (tasks === 'all' || ids.size > most) all = true;
      if (all) ids.clear();
    },
    take() {
      const taken = all ? 'all' : [...ids];
      all = false;
      ids.clear();
      return taken;
    },
  };
}
