import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import * as oniguruma from 'vscode-oniguruma';
import * as textmate from 'vscode-textmate';

interface Rule {
  match?: string;
  begin?: string;
  while?: string;
  end?: string;
  patterns?: Rule[];
}

const file = path.join(process.cwd(), 'syntaxes', 'source-text.tmLanguage.json');
const json = readFileSync(file, 'utf8');
const grammar = JSON.parse(json) as { scopeName: string; repository: Record<string, Rule> };
const rules = Object.entries(grammar.repository).flatMap(([name, { patterns = [] }]) =>
  patterns.map((rule, index) => ({ name: `${name}[${index}]`, rule })),
);

/** What is repeated to make a line, and what may close it so that a match fails at its very end. */
const HOSTILE = [
  'a',
  'A',
  'A ',
  'Aa ',
  'é',
  '日',
  'ل',
  '-',
  '- ',
  '*',
  '* ',
  '_',
  '=',
  '1',
  '1.',
  '1/',
  '1:',
  '12 ',
  '٠',
  '(',
  '((a',
  '[',
  '[a](',
  '![',
  '【',
  '#',
  '#a',
  '> ',
  ' ',
  '\t',
  '+8 / -',
  '7 ( +8 / ',
  'http://',
  'http://.',
  'www.',
  'a@',
  'a.',
  '@',
  '@a',
  '©',
  '(c) ',
  '12 May ',
  'May 12, ',
  '2026-',
  '10:10 ',
];
const ENDINGS = ['', '\u0001', ' x!'];
const LENGTH = 50_000;

const wasm = readFileSync(
  path.join(process.cwd(), 'node_modules', 'vscode-oniguruma', 'release', 'onig.wasm'),
);
const ready = oniguruma.loadWASM(new Uint8Array(wasm).buffer);

function hostile(part: string, ending: string, length: number): string {
  return part.repeat(Math.ceil(length / part.length)).slice(0, length) + ending;
}

/** The cheapest of several runs, in milliseconds of this process: a busy machine is not counted. */
function cost(run: () => void, times: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/**
 * Fails when twice the length costs much more than twice the time. A quadratic pattern costs four
 * times as much; under the floor a clock says nothing.
 */
function assertLinear(what: string, measure: (length: number, times: number) => number): void {
  const floor = 5;
  let ratio = 0;
  for (const times of [1, 3, 7, 15, 30]) {
    const whole = measure(LENGTH, times);
    if (whole < floor) return;
    ratio = whole / Math.max(measure(LENGTH / 2, times), 0.001);
    if (ratio < 3) return;
  }
  assert.fail(`${what}: twice the length costs ${ratio.toFixed(1)} times as much`);
}

function findAll(scanner: oniguruma.OnigScanner, line: string): void {
  const text = new oniguruma.OnigString(line);
  try {
    for (let at = 0; at <= line.length; ) {
      const found = scanner.findNextMatchSync(text, at)?.captureIndices[0];
      if (found === undefined) return;
      at = Math.max(found.end, at + 1);
    }
  } finally {
    text.dispose();
  }
}

test('the grammar only matches within a line', () => {
  assert.equal(grammar.scopeName, 'text.source-text');
  for (const { name, rule } of rules) {
    assert.equal(typeof rule.match, 'string', name);
    assert.deepEqual([rule.begin, rule.end, rule.while, rule.patterns], Array(4).fill(undefined));
  }
});

test('every scope ends with the name of the language', () => {
  const names = [...json.matchAll(/"name": "([a-z][^"]*\.[^"]*)"/g)].map(([, name]) => name);
  assert.ok(names.length > 40);
  for (const name of names) assert.match(name ?? '', /\.source-text$/);
});

for (const { name, rule } of rules) {
  test(`the pattern ${name} is linear on hostile lines`, async () => {
    await ready;
    const scanner = new oniguruma.OnigScanner([rule.match ?? '']);
    for (const part of HOSTILE) {
      for (const ending of ENDINGS) {
        assertLinear(`${name} on ${JSON.stringify(part)}`, (length, times) => {
          const line = hostile(part, ending, length);
          return cost(() => findAll(scanner, line), times);
        });
      }
    }
    scanner.dispose();
  });
}

test('the whole grammar is linear on hostile lines', async () => {
  await ready;
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(json, file),
  });
  const loaded = await registry.loadGrammar(grammar.scopeName);
  assert.ok(loaded);
  for (const part of HOSTILE) {
    assertLinear(`the grammar on ${JSON.stringify(part)}`, (length, times) => {
      const line = hostile(part, '', length);
      return cost(() => loaded.tokenizeLine2(line, textmate.INITIAL), times);
    });
  }
  registry.dispose();
});

test('the words of the language are words in any script', () => {
  const configuration = JSON.parse(
    readFileSync(path.join(process.cwd(), 'language-configuration.json'), 'utf8'),
  ) as { comments?: unknown; wordPattern: { pattern: string; flags: string } };
  const { pattern, flags } = configuration.wordPattern;
  const words = (text: string) => text.match(new RegExp(pattern, flags)) ?? [];
  assert.equal(configuration.comments, undefined);
  assert.deepEqual(words('Don’t – stop - the well-known'), ['Don’t', 'stop', 'the', 'well-known']);
  assert.deepEqual(words('cafe\u0301, l\u2019e\u0301te\u0301!'), [
    'cafe\u0301',
    'l\u2019e\u0301te\u0301',
  ]);
  assert.deepEqual(words('東京タワーabc 한국어'), ['東京', 'タワー', 'abc', '한국어']);
  assert.deepEqual(words('हिन्दी כבושים الورّاقين'), ['हिन्दी', 'כבושים', 'الورّاقين']);
  assert.deepEqual(words('- * ( / )'), []);
});
