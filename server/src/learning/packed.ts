import { AnnotationError } from '../annotations/checked.ts';

type Numbers = Int8Array | Uint32Array | Float32Array;

/** Numbers as base64 of their bytes, little-endian. */
export function toBase64(numbers: Numbers): string {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function i8Of(text: string, pointer: string): Int8Array {
  return new Int8Array(bytesOf(text, pointer, 1));
}

export function u32Of(text: string, pointer: string): Uint32Array {
  return new Uint32Array(bytesOf(text, pointer, 4));
}

export function f32Of(text: string, pointer: string): Float32Array {
  return new Float32Array(bytesOf(text, pointer, 4));
}

function bytesOf(text: string, pointer: string, each: number): ArrayBuffer {
  let decoded: string;
  try {
    decoded = atob(text);
  } catch {
    throw new AnnotationError(pointer, 'not base64');
  }
  if (decoded.length % each !== 0) throw new AnnotationError(pointer, 'cut short');
  return Uint8Array.from(decoded, (character) => character.charCodeAt(0)).buffer;
}
