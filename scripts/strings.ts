const CALL = /\bl10n\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g;
const ANY_CALL = /\bl10n\.t\(/g;

/** The display strings of a module: what it gives to `l10n.t`, which must be literal. */
export function stringsOf(code: string): string[] {
  const found = [...code.matchAll(CALL)].map(([, single, double]) => single ?? double ?? '');
  const calls = code.match(ANY_CALL)?.length ?? 0;
  if (calls !== found.length) throw new Error('l10n.t has an argument that is no string literal');
  return found.map((literal) => literal.replace(/\\(.)/g, '$1'));
}

/** The parts of a string that are filled in, sorted: `{0}`, and commands in links. */
export function slotsOf(text: string): string[] {
  return (text.match(/\{\d+\}|\(command:[^)]+\)|`[^`]+`/g) ?? []).sort();
}
