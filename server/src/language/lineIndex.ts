import type { Lines } from '../core/lines.ts';

/** Shorter lines are on every page, and say nothing. */
const SHORTEST = 2;

/** On how many sources a line stands, by hash: no text is kept. */
export class LineIndex {
  readonly #hashes = new Map<string, Uint32Array>();
  readonly #counts = new Map<number, number>();

  /** How many different lines there are. */
  get size(): number {
    return this.#counts.size;
  }

  has(uri: string): boolean {
    return this.#hashes.has(uri);
  }

  get uris(): readonly string[] {
    return [...this.#hashes.keys()];
  }

  /** Takes the lines of a source, in place of those that it had. */
  set(uri: string, lines: Lines): void {
    this.delete(uri);
    const hashes = Uint32Array.from(hashesOf(lines));
    this.#hashes.set(uri, hashes);
    for (const hash of hashes) this.#counts.set(hash, (this.#counts.get(hash) ?? 0) + 1);
  }

  delete(uri: string): void {
    for (const hash of this.#hashes.get(uri) ?? []) {
      const count = (this.#counts.get(hash) ?? 1) - 1;
      if (count === 0) this.#counts.delete(hash);
      else this.#counts.set(hash, count);
    }
    this.#hashes.delete(uri);
  }

  /** The number of sources on which a line with these words stands. */
  count(line: string): number {
    const words = line.trim();
    return words.length < SHORTEST ? 0 : (this.#counts.get(hashOf(words)) ?? 0);
  }
}

function hashesOf(lines: Lines): Set<number> {
  const hashes = new Set<number>();
  for (let line = 0; line < lines.count; line++) {
    const words = lines.textOf(line).trim();
    if (words.length >= SHORTEST) hashes.add(hashOf(words));
  }
  return hashes;
}

/** FNV-1a over UTF-16 units. */
function hashOf(words: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) {
    hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
