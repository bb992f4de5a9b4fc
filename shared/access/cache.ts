/** Keeps texts for a while. A cache may lose anything at any time, and never rejects: what it cannot do is a miss. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, seconds: number): Promise<void>;
}
