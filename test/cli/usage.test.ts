import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { galley } from './support.ts';

const COMMANDS = [
  'check',
  'strip',
  'outline',
  'label',
  'filter',
  'export',
  'import',
  'agree',
  'lsp',
];

test('--help shows every command, and each has its own', async () => {
  const { code, stdout, stderr } = await galley(['--help']);
  assert.equal(code, 0);
  assert.equal(stderr, '');
  for (const command of COMMANDS) {
    assert.match(stdout, new RegExp(`^ {2}${command} `, 'mu'));
    const own = await galley([command, '--help']);
    assert.equal(own.code, 0);
    assert.match(own.stdout, new RegExp(`^Usage: galley ${command}`, 'u'));
    assert.deepEqual(own, await galley(['help', command]));
  }
});

test('help keeps to the width of a terminal', async () => {
  for (const args of [['--help'], ...COMMANDS.map((command) => [command, '--help'])]) {
    const { stdout } = await galley(args);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 100, line);
  }
});

test('--version names the version and the model', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const plain = await galley(['--version']);
  assert.equal(plain.code, 0);
  assert.match(plain.stdout, /^galley \d+\.\d+\.\d+ \(model [0-9a-f]+\)\n$/u);
  const json = JSON.parse((await galley(['--version', '--json'])).stdout) as unknown;
  const model = /model ([0-9a-f]+)/u.exec(plain.stdout)?.[1];
  assert.deepEqual(json, { name: 'galley', version, model });
});

const wrong: readonly (readonly [readonly string[], RegExp])[] = [
  [[], /no command/u],
  [['bake'], /no such command: "bake"/u],
  [['--frobnicate'], /no such command: "--frobnicate"/u],
  [['check', '--frobnicate'], /unknown option '--frobnicate'.*galley check --help/u],
  [['check', '-x'], /unknown option '-x'/u],
  [['check', '--format', 'xml'], /--format takes text, json, sarif, github, not "xml"/u],
  [['check', '--format'], /--format.*argument missing/u],
  [['check', '--suspected=yes'], /--suspected/u],
  [['strip', '--policy', 'wild'], /--policy takes safe, thorough, not "wild"/u],
  [['strip', '--write', '--diff', 'a.txt'], /only one of --write, --out and --diff/u],
  [['strip', '--write', '-'], /standard input can only be stripped to standard output/u],
  [['strip', '-', 'a.txt'], /cannot be mixed/u],
  [['label', '--jobs', '0'], /--jobs takes a whole number of at least 1, not "0"/u],
  [['outline'], /exactly one FILE/u],
  [['outline', 'a.txt', 'b.txt'], /exactly one FILE/u],
  [['filter'], /needs --jsonl/u],
  [['filter', '--jsonl', 'a.jsonl'], /takes no PATH/u],
  [['filter', '--jsonl', '--max-record', 'much'], /--max-record takes a number/u],
  [['lsp', '--tcp'], /unknown option '--tcp'/u],
  [['--version', 'now'], /takes no PATH/u],
];

for (const [args, message] of wrong) {
  test(`"galley ${args.join(' ')}" is one clear line and 2`, async () => {
    const { code, stdout, stderr } = await galley(args);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^galley: [^\n]+\n$/u);
    assert.match(stderr, message);
  });
}
