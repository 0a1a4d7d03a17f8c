import { createHash } from 'node:crypto';

/** A teacher learns one half of the sites and reads the other, so that students hear nothing of it that is learned by heart. */
export const HALVES = [0, 1] as const;

/** The half in which a site is, as good as random and the same everywhere. */
export function halfOf(site: string): (typeof HALVES)[number] {
  return createHash('sha256').update(site).digest().readUInt8() % 2 === 0 ? 0 : 1;
}
