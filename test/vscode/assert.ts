// The few assertions that the suite needs: a worker host has no `node:assert`.

export function ok(value: unknown, message = 'is not so'): asserts value {
  if (!value) throw new Error(message);
}

/** Compares primitive values, and anything else by what it looks like as JSON. */
export function equal(actual: unknown, expected: unknown, message = ''): void {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${message}\n${difference(one ?? '', other ?? '')}`);
}

export const deepEqual = equal;

export function match(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`${pattern} is not in: ${text}`);
}

export function doesNotMatch(text: string, pattern: RegExp): void {
  if (pattern.test(text)) throw new Error(`${pattern} is in: ${text}`);
}

/** Where two long texts part. */
function difference(actual: string, expected: string): string {
  let at = 0;
  while (at < actual.length && actual[at] === expected[at]) at++;
  const from = Math.max(0, at - 40);
  return `  actual:   …${actual.slice(from, at + 160)}\n  expected: …${expected.slice(from, at + 160)}`;
}
