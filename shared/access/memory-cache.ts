import type { Cache } from './cache.ts';

/** A cache in this process: at most `capacity` characters, keys included; what was not used for longest goes first. */
export function memoryCache(capacity = 16_000_000, now: () => number = Date.now): Cache {
  const kept = new Map<string, { value: string; expires: number }>();
  let size = 0;

  function drop(key: string): void {
    const entry = kept.get(key);
    if (!entry) return;
    kept.delete(key);
    size -= key.length + entry.value.length;
  }

  return {
    async get(key) {
      const entry = kept.get(key);
      if (!entry) return undefined;
      if (entry.expires <= now()) return void drop(key);
      kept.delete(key);
      kept.set(key, entry);
      return entry.value;
    },
    async set(key, value, seconds) {
      drop(key);
      if (key.length + value.length > capacity) return;
      kept.set(key, { value, expires: now() + seconds * 1000 });
      size += key.length + value.length;
      for (const oldest of kept.keys()) {
        if (size <= capacity) break;
        drop(oldest);
      }
    },
  };
}
