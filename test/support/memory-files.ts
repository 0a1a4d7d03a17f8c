import type { Files } from '../../server/src/annotations/store.ts';

/** Files in memory that several stores share, as editors share a disk. */
export class MemoryFiles implements Files {
  readonly contents = new Map<string, string>();
  /** How many writes are still to meet somebody else's change, made by this function. */
  interfere: ((path: string) => void) | undefined;

  async read(path: string): Promise<string | undefined> {
    return this.contents.get(path);
  }

  async write(
    path: string,
    content: string,
    expected: string | undefined,
  ): Promise<'written' | 'changed'> {
    const act = this.interfere;
    this.interfere = undefined;
    act?.(path);
    if (this.contents.get(path) !== expected) return 'changed';
    this.contents.set(path, content);
    return 'written';
  }

  async remove(path: string, expected: string): Promise<'removed' | 'changed'> {
    if (this.contents.get(path) !== expected) return 'changed';
    this.contents.delete(path);
    return 'removed';
  }

  async list(folder: string): Promise<readonly string[]> {
    return [...this.contents.keys()].filter((path) => path.startsWith(`${folder}/`));
  }
}
