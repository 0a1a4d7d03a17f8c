// How fast the built command line is: `node bench/cli.mjs [FOLDER] [--runs N] [--json]`.
//
// The text is made of lines of samples/seeds, shuffled by a fixed seed ("made"), and of pages with as many
// paragraphs as real ones have ("pages"); FOLDER adds the .txt files of a folder. Each figure is the best of N runs, beside a simple peer in the same run: bare `node`, and
// a Node pipeline that only parses each record and hashes its lines.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { likePages, pagesOf, randomNumbers } from './texts.mjs';

const FILES = 2000;
const FILE_SIZE = 5000;
const CLI = resolve(process.env.GALLEY_CLI ?? 'dist/cli.js');
const HASHING = `
const { createHash } = require('node:crypto');
const lines = require('node:readline').createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { id, text } = JSON.parse(line);
  const hashes = text.split('\\n').map((each) => createHash('sha1').update(each).digest('hex'));
  process.stdout.write(JSON.stringify({ id, hashes }) + '\\n');
});`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' }, json: { type: 'boolean', default: false } },
});
const runs = Number(values.runs);

/** Texts of about FILE_SIZE characters, of paragraphs of the samples. */
function madeTexts() {
  const sources = pagesOf('samples/seeds').map((page) => page.split('\n'));
  const random = randomNumbers(20_260_101);
  return Array.from({ length: FILES }, () => {
    let text = '';
    while (text.length < FILE_SIZE) {
      const lines = sources[Math.floor(random() * sources.length)] ?? [];
      const from = Math.floor(random() * lines.length);
      text += `${lines.slice(from, from + 3 + Math.floor(random() * 12)).join('\n')}\n`;
    }
    return text;
  });
}

/** As many texts of the same size, as dense as pages are. */
function pageTexts() {
  const all = likePages(pagesOf('samples/seeds'), FILES * FILE_SIZE);
  return Array.from({ length: FILES }, (_, i) => all.slice(i * FILE_SIZE, (i + 1) * FILE_SIZE));
}

/** Best wall and processor time in seconds of a shell command. */
function timed(command) {
  let best = { wall: Infinity, cpu: Infinity };
  for (let run = 0; run < runs; run++) {
    const { stderr, status } = spawnSync('bash', ['-c', `TIMEFORMAT='%R %U %S'; time ${command}`]);
    const [wall, user, system] = String(stderr).trim().split('\n').at(-1).split(' ').map(Number);
    if (status > 1 || Number.isNaN(wall)) throw new Error(`${command}: ${stderr}`);
    best = { wall: Math.min(best.wall, wall), cpu: Math.min(best.cpu, user + system) };
  }
  return best;
}

function measureStream(name, texts, folder) {
  const jsonl = join(folder, `${name}.jsonl`);
  writeFileSync(jsonl, texts.map((text, id) => `${JSON.stringify({ id, text })}\n`).join(''));
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const peer = timed(`node -e "${HASHING.replaceAll('"', '\\"')}" < ${jsonl} > /dev/null`);
  const rows = [{ what: `${name}: hashing lines (peer)`, size, ...peer, of: peer }];
  for (const emit of ['labels', 'text', 'both']) {
    const time = timed(`node ${CLI} filter --jsonl --emit ${emit} < ${jsonl} > /dev/null`);
    rows.push({ what: `${name}: filter --emit ${emit}`, size, ...time, of: peer });
  }
  return rows;
}

function measureFiles(texts, folder) {
  const files = join(folder, 'files');
  mkdirSync(files);
  texts.forEach((text, index) => {
    writeFileSync(join(files, `${String(index).padStart(4, '0')}.txt`), text);
  });
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const peer = timed(`cat ${files}/*.txt > /dev/null`);
  const rows = [1, 2].map((jobs) => {
    const time = timed(`node ${CLI} check --jobs ${jobs} ${files} > /dev/null`);
    return { what: `check, ${FILES} files, ${jobs} thread(s)`, size, ...time, of: peer };
  });
  return [{ what: 'cat of the same files (peer)', size, ...peer, of: peer }, ...rows];
}

function measureStart(texts, folder) {
  const file = join(folder, 'one.txt');
  writeFileSync(file, texts[0]);
  const peer = timed('node -e 0');
  const rows = Object.entries({
    '--help': '--help',
    '--version (loads the model)': '--version',
    'check of one file': `check ${file}`,
  }).map(([what, args]) => ({
    what: `start: ${what}`,
    ...timed(`node ${CLI} ${args} > /dev/null`),
    of: peer,
  }));
  return [{ what: 'start: bare node (peer)', ...peer, of: peer }, ...rows];
}

function shown({ what, size, wall, cpu, of }) {
  const speed = size ? `${(size / wall).toFixed(1)} MB/s (${(size / cpu).toFixed(1)} a core)` : '';
  const ratio = `${(wall / of.wall).toFixed(2)} × peer`;
  return `${what.padEnd(40)}${`${(wall * 1000).toFixed(0)} ms`.padStart(9)}  ${speed.padEnd(28)}${ratio}`;
}

const folder = mkdtempSync(join(tmpdir(), 'galley-bench-'));
try {
  const texts = madeTexts();
  const rows = [...measureStart(texts, folder), ...measureFiles(texts, folder)];
  rows.push(
    ...measureStream('made', texts, folder),
    ...measureStream('pages', pageTexts(), folder),
  );
  for (const given of positionals) rows.push(...measureStream('given', pagesOf(given), folder));
  if (values.json)
    console.log(
      JSON.stringify(
        rows.map(({ of, ...row }) => ({ ...row, peer: of })),
        null,
        1,
      ),
    );
  else for (const row of rows) console.log(shown(row));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
