import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { SourceError } from './problem.ts';

/** A file's content; the text includes a BOM. */
export interface SourceBytes {
  readonly bytes: Buffer;
  readonly text: string;
}

/**
 * The content of a file. Throws a {@link SourceError} naming the offset where the bytes are not
 * UTF-8, and the system's error where the file cannot be read.
 */
export function readSource(path: string): SourceBytes {
  const bytes = readFileSync(path);
  return { bytes, text: decode(bytes, path) };
}

/** The text of UTF-8 bytes, a BOM included. `path` is named in the error. */
export function decode(bytes: Buffer, path: string): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const remedy = isUtf16(bytes)
    ? 'it looks like UTF-16: save it as UTF-8'
    : 'save it as UTF-8, for instance with iconv';
  throw new SourceError(path, `not UTF-8 at byte ${firstInvalidByte(bytes)}`, remedy);
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Offset of the first byte of the first ill-formed UTF-8 sequence; the length where there is none. */
export function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

/** Length of the well-formed sequence at an offset (Unicode, table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const [low, high] = secondByte(lead);
  const second = bytes[at + 1] ?? 0;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) {
    if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** The least and the greatest byte that may follow a lead byte. */
function secondByte(lead: number): readonly [number, number] {
  switch (lead) {
    case 0xe0:
      return [0xa0, 0xbf];
    case 0xed:
      return [0x80, 0x9f];
    case 0xf0:
      return [0x90, 0xbf];
    case 0xf4:
      return [0x80, 0x8f];
    default:
      return [0x80, 0xbf];
  }
}
