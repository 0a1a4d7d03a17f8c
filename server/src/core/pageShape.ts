/** What a file may be by its shape, other than the text of a page. */
export type NotAPage = 'binary' | 'json' | 'markup' | 'table' | 'code';

/** Shorter texts, in UTF-16 units, are taken as they come: too little is there to tell. */
const SHORTEST = 200;
/** How much of a text's beginning is looked at, in UTF-16 units, and how many of its lines. */
const SAMPLE = 32_768;
const MOST_LINES = 200;
/** What is told by its lines needs so many of them that are not blank. */
const FEWEST_LINES = 10;
/** A longer text is not parsed as JSON. */
const LONGEST_JSON = 2_000_000;

/**
 * Why a text does not look like that of a page, HTML gone; undefined where it may be one. A guard
 * against files that a name pattern claims by accident, so it says nothing where it is not certain:
 * Markdown, lists, logs and poems are texts that a page may have.
 */
export function notAPage(text: string): NotAPage | undefined {
  if (text.length < SHORTEST) return undefined;
  const sample = text.slice(0, SAMPLE);
  if (isBinary(sample)) return 'binary';
  if (isJson(text)) return 'json';
  if (isMarkup(sample)) return 'markup';
  // The last line may be cut off.
  const lines = sample.split(/\r\n|\r|\n/u).slice(0, text.length > SAMPLE ? -1 : undefined);
  const filled = lines.filter((line) => line.trim() !== '').slice(0, MOST_LINES);
  if (filled.length < FEWEST_LINES) return undefined;
  if (isJsonLines(filled)) return 'json';
  if (isTable(filled)) return 'table';
  return isCode(filled) ? 'code' : undefined;
}

/** More than one in fifty is a control character that no text has, or stands for a broken byte. */
function isBinary(sample: string): boolean {
  let odd = 0;
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at);
    if (code < 8 || (code > 13 && code < 32 && code !== 27) || code === 0xfffd) odd++;
  }
  return odd * 50 > sample.length;
}

function isJson(text: string): boolean {
  if (text.length > LONGEST_JSON) return false;
  return /^\uFEFF?\s*[[{]/u.test(text) && /[\]}]\s*$/u.test(text.slice(-64)) && parses(text);
}

function isJsonLines(lines: readonly string[]): boolean {
  return lines.slice(0, FEWEST_LINES).every((line) => /^\s*\{.*\}\s*$/u.test(line) && parses(line));
}

function parses(json: string): boolean {
  try {
    JSON.parse(json.replace(/^\uFEFF/u, ''));
    return true;
  } catch {
    return false;
  }
}

/** It says so itself, and elements are closed in it. */
function isMarkup(sample: string): boolean {
  const says = /^\uFEFF?\s*<(?:!doctype\s+html|html|\?xml|svg|rss|feed)\b/iu.test(sample);
  return says && (sample.match(/<\/[a-z]/giu)?.length ?? 0) >= 3;
}

/** Each line has as many separators as the first, and at least two. */
function isTable(lines: readonly string[]): boolean {
  return ['\t', ';', ',', '|'].some((separator) => {
    const columns = (line: string): number => line.split(separator).length;
    const first = columns(lines[0] ?? '');
    return first > 2 && lines.every((line) => columns(line) === first);
  });
}

const CODE_END = /[;{}]$|^[\])}]+[,;]?$|=>\s*[({]?$/u;
const CODE_START =
  /^(?:import\s+[\w{*"'<]|from\s+[\w.]+\s+import\b|#include\s*[<"]|#!\/|\/\/|\/\*|\*\/|def\s+\w+\s*\(|class\s+\w+[\w\s(),.:]*[:{]$|return\b.*[\w)\]"']$|(?:const|let|var|val|fn|func|function)\s+[\w{[]|(?:if|elif|else|for|while|try|except|with)\b.*:$|@\w+|self\.\w+|[\w.[\]]+\s*[-+*/|&]?=\s*\S)/u;

/** Three of four lines begin or end as statements of programs do, or stand in a comment between these. */
function isCode(lines: readonly string[]): boolean {
  let looks = 0;
  let isComment = false;
  for (const line of lines) {
    const words = line.trim();
    isComment = isComment ? /^\*/u.test(words) : /^\/\*/u.test(words);
    if (isComment || CODE_END.test(words) || CODE_START.test(words)) looks++;
    isComment &&= !words.endsWith('*/');
  }
  return looks * 4 >= lines.length * 3;
}
