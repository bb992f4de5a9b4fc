/** Where images are pushed to. */
export interface ImageRegistry {
  /** The addresses of all repositories whose name begins with `prefix`, by name. */
  repositories(prefix: string): Promise<Map<string, string>>;
  /** Makes a repository, scanned at each push, whose tags stay what they are; returns its address. */
  createRepository(name: string): Promise<string>;
  /** Sees to it that a repository forgets old images; true where it had no such policy. */
  keepTidy(name: string): Promise<boolean>;
  /** The digest of the image with this tag; undefined where there is none. */
  findImage(repository: string, tag: string): Promise<string | undefined>;
  /** What Docker logs in with, for a few hours. */
  login(): Promise<{ user: string; password: string }>;
}
