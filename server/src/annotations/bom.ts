const BOM = 0xfeff;

/**
 * Where a text's content begins, as a UTF-16 offset: behind a BOM. An editor never shows one, and a file may get or
 * lose it: what is kept of places in a text is the same with it and without.
 */
export function contentStart(text: string): number {
  return text.charCodeAt(0) === BOM ? 1 : 0;
}
