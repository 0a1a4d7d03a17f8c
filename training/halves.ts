import { createHash } from 'node:crypto';

/** Some teachers learn one half of the sites and read the other: students hear nothing of it that is learned by heart. */
export type Half = 0 | 1;

/** The half in which a site is, as good as random and the same everywhere. */
export function halfOf(site: string): Half {
  return createHash('sha256').update(site).digest().readUInt8() % 2 === 0 ? 0 : 1;
}
