import { contentStart } from './bom.ts';

/**
 * A short digest of a text, to see whether it is still the same: its length and 53 bits of hash
 * (two rounds of multiply and xor, as in MurmurHash), a BOM left out. Not for secrets.
 */
export function digestOf(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  const begin = contentStart(text);
  for (let i = begin; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  const hash = 4294967296 * (2097151 & b) + (a >>> 0);
  return `${text.length - begin}-${hash.toString(36)}`;
}
