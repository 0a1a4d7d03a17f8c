interface Header {
  about: Record<string, unknown>;
  tensors: Record<string, Record<string, unknown>>;
}

/** A packed model with another header. */
export function reheaded(bytes: Uint8Array, change: (header: Header) => unknown): Uint8Array {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + size))) as Header;
  const text = JSON.stringify(change(header) ?? header);
  const written = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 4) * 4));
  const made = new Uint8Array(12 + written.length + bytes.length - 12 - size);
  made.set(bytes.subarray(0, 12));
  new DataView(made.buffer).setUint32(8, written.length, true);
  made.set(written, 12);
  made.set(bytes.subarray(12 + size), 12 + written.length);
  return made;
}

/** A packed model with its first layer so many times, each over rows so many `apart`. */
export function layered(bytes: Uint8Array, apart: readonly number[]): Uint8Array {
  return reheaded(bytes, ({ about, tensors }) => {
    for (const [name, entry] of Object.entries(tensors)) {
      if (!name.endsWith('0')) continue;
      for (const level of apart.keys()) tensors[`${name.slice(0, -1)}${level}`] = entry;
    }
    about.apart = apart;
  });
}
