// Makes screenshots small: a PNG of true colours becomes one of a palette of 256. Text on a plain
// ground has hardly more, and what it has beyond takes the nearest of them.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

/** A screenshot as Chromium writes it (8 bits, RGB or RGBA, not interlaced) with a palette. */
export function withPalette(png) {
  const { width, height, pixels } = decode(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, COLOURS)
    .map(([colour]) => colour);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  const rows = Buffer.alloc(height * (width + 1));
  pixels.forEach((pixel, at) => {
    if (!places.has(pixel)) places.set(pixel, nearest(palette, pixel));
    rows[at + Math.floor(at / width) + 1] = places.get(pixel);
  });
  return encode(width, height, palette, rows);
}

function decode(png) {
  const data = [];
  let header;
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') data.push(body);
    at += length + 12;
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const size = { 2: 3, 6: 4 }[header[9]];
  if (header[8] !== 8 || !size || header[12]) throw new Error('not a PNG of a screenshot');
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width * size, height, size);
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at++) pixels[at] = bytes.readUIntBE(at * size, 3);
  return { width, height, pixels };
}

/** Undoes the filters of PNG: each byte is a difference to those at its left and above. */
function unfilter(raw, stride, height, size) {
  const bytes = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)];
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column;
      const left = column < size ? 0 : bytes[at - size];
      const above = row === 0 ? 0 : bytes[at - stride];
      const corner = column < size || row === 0 ? 0 : bytes[at - stride - size];
      bytes[at] = raw[at + row + 1] + predicted(filter, left, above, corner);
    }
  }
  return bytes;
}

function predicted(filter, left, above, corner) {
  if (filter < 4) return [0, left, above, (left + above) >> 1][filter];
  const [p, q, r] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs);
  if (p <= q && p <= r) return left;
  return q <= r ? above : corner;
}

function nearest(palette, colour) {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((each, place) => {
    const distance = [16, 8, 0].reduce(
      (sum, shift) => sum + (((each >> shift) & 255) - ((colour >> shift) & 255)) ** 2,
      0,
    );
    if (distance < least) [best, least] = [place, distance];
  });
  return best;
}

function encode(width, height, palette, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const colours = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, place) => {
    colours.writeUIntBE(colour, place * 3, 3);
  });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, body) {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length, 0);
  ends.writeUInt32BE(crc32(content), 4);
  return Buffer.concat([ends.subarray(0, 4), content, ends.subarray(4)]);
}
