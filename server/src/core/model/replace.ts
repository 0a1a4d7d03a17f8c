/**
 * Writes rows that were worked out anew, `wide` numbers each, from the row `from` of a column on. Flags those that are
 * not what they were, and says whether the row `edge` is one of them; without flags it takes that for granted.
 */
export function replaceRows(
  column: Float32Array,
  rows: Float32Array,
  wide: number,
  from: number,
  edge: number,
  differ: Uint8Array | undefined,
): boolean {
  const at = from * wide;
  if (!differ) {
    column.set(rows, at);
    return true;
  }
  let isOther = false;
  for (let row = 0; row * wide < rows.length; row++) {
    let i = row * wide;
    const end = i + wide;
    while (i < end && column[at + i] === rows[i]) i++;
    if (i === end) continue;
    differ[from + row] = 1;
    isOther ||= from + row === edge;
    for (; i < end; i++) column[at + i] = rows[i] as number;
  }
  return isOther;
}
