/** Where a member's value stands in the JSON of an object, `[start, end)` in UTF-16 units. */
export interface ValueSpan {
  readonly start: number;
  readonly end: number;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * Where the values of some members stand in the JSON of an object; of several members of one name
 * the last counts, as in `JSON.parse`. With it one value is replaced and all else keeps its very
 * bytes: numbers that JavaScript cannot hold, the order of keys, white space. `json` must be valid.
 */
export function valueSpans(json: string, names: readonly string[]): Map<string, ValueSpan> {
  const spans = new Map<string, ValueSpan>();
  let at = skipSpace(json, json.indexOf('{') + 1);
  while (json.charCodeAt(at) === QUOTE) {
    const keyEnd = endOfString(json, at);
    const name = nameOf(json, at, keyEnd);
    at = skipSpace(json, keyEnd);
    if (json.charCodeAt(at) !== COLON) break;
    const start = skipSpace(json, at + 1);
    const end = endOfValue(json, start);
    if (names.includes(name)) spans.set(name, { start, end });
    at = skipSpace(json, end);
    if (json.charCodeAt(at) !== COMMA) break;
    at = skipSpace(json, at + 1);
  }
  return spans;
}

/** The JSON of an object with some values replaced; members that it does not have come at its end. */
export function withValues(
  json: string,
  spans: ReadonlyMap<string, ValueSpan>,
  values: ReadonlyMap<string, string>,
): string {
  const edits = [...values].flatMap(([name, value]) => {
    const span = spans.get(name);
    return span ? [{ ...span, value }] : [];
  });
  let result = '';
  let from = 0;
  for (const { start, end, value } of edits.sort((a, b) => a.start - b.start)) {
    result += json.slice(from, start) + value;
    from = end;
  }
  const close = json.lastIndexOf('}');
  result += json.slice(from, close);
  for (const [name, value] of values) {
    if (!spans.has(name)) result += `,${JSON.stringify(name)}:${value}`;
  }
  return result + json.slice(close);
}

function nameOf(json: string, start: number, end: number): string {
  const name = json.slice(start + 1, end - 1);
  return name.includes('\\') ? String(JSON.parse(json.slice(start, end))) : name;
}

function skipSpace(json: string, from: number): number {
  let at = from;
  while (json.charCodeAt(at) <= 32) at++;
  return at;
}

/** The offset after the string that opens at an offset. */
function endOfString(json: string, open: number): number {
  for (let at = json.indexOf('"', open + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let escapes = at;
    while (json.charCodeAt(escapes - 1) === BACKSLASH) escapes--;
    if ((at - escapes) % 2 === 0) return at + 1;
  }
  return json.length;
}

function endOfValue(json: string, start: number): number {
  const first = json.charCodeAt(start);
  if (first === QUOTE) return endOfString(json, start);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return endOfNested(json, start);
  let at = start;
  while (at < json.length && isInLiteral(json.charCodeAt(at))) at++;
  return at;
}

function isInLiteral(code: number): boolean {
  return code > 32 && code !== COMMA && code !== CLOSE_BRACE && code !== CLOSE_BRACKET;
}

function endOfNested(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; ) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(json, at);
      continue;
    }
    at++;
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && --depth === 0) return at;
  }
  return json.length;
}
