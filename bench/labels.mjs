// What labels cost in the language server: `node bench/labels.mjs`, after `node esbuild.mjs`. Times are
// wall-clock milliseconds as a client sees them, from a label until the outline answers with it, in a
// source of 2,000 lines: beside the first label, and beside 1,000.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quantile, root, SERVER, start, stop } from './running.mjs';
import { joined, pagesOf } from './texts.mjs';

const LINES = 2000;
const LABELS = 1000;
const ACTS = 60;
const BUDGET = 50;

const KINDS = ['body', 'promo'];

async function labelling(text, before) {
  const folder = mkdtempSync(join(tmpdir(), 'galley-bench-'));
  mkdirSync(join(folder, 'seeds'));
  writeFileSync(join(folder, 'seeds/page.txt'), text);
  const settings = { annotator: 'Bench' };
  const initializationOptions = { annotations: true, settings };
  const running = await start(SERVER, {
    folder: pathToFileURL(folder).href,
    initializationOptions,
  });
  const { connection } = running;
  const uri = pathToFileURL(join(folder, 'seeds/page.txt')).href;
  const textDocument = { uri };
  const open = { ...textDocument, languageId: 'source-text', version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument: open });
  const outline = () => connection.sendRequest('textDocument/documentSymbol', { textDocument });
  const label = (line, endLine, kind) =>
    connection.sendRequest('workspace/executeCommand', {
      command: 'galley.label',
      arguments: [{ uri, line, endLine, kind }],
    });
  if (before > 0) {
    const filled = text.split('\n').flatMap((each, line) => (each.trim() ? [line] : []));
    const { changed } = await label(0, filled[before - 1], 'body');
    if (changed !== before) throw new Error(`${changed} labels, not ${before}`);
  }
  await outline();
  let hears = () => {};
  connection.onNotification('galley/annotationsChanged', () => hears());
  const answers = [];
  const stored = [];
  for (let turn = 0; turn < ACTS; turn++) {
    const line = LINES - 1 - (turn % 5);
    const from = performance.now();
    const changed = new Promise((resolve) => {
      hears = resolve;
    });
    const storing = label(line, line, KINDS[turn % 2]).then((result) => {
      stored.push(performance.now() - from);
      return result;
    });
    // As an editor does: it asks for the outline when it hears that labels are others now.
    await changed;
    await outline();
    answers.push(performance.now() - from);
    const result = await storing;
    if (!result.applied) throw new Error(JSON.stringify(result));
  }
  const size = readFileSync(join(folder, '.galley/labels/seeds/page.txt.jsonld')).length;
  await stop(running);
  rmSync(folder, { recursive: true });
  return { answers, stored, size };
}

const filled = joined(pagesOf(join(root, 'samples/seeds')), 1_000_000)
  .split(/\r\n|\r|\n/u)
  .filter((line) => line.trim() !== '');
const text = `${filled.slice(0, LINES).join('\n')}\n`;
console.log('| labels before | outline p50 | outline p95 | stored p50 | file |');
console.log('|---:|---:|---:|---:|---:|');
for (const before of [0, LABELS]) {
  const { answers, stored, size } = await labelling(text, before);
  const [p50, p95] = [quantile(answers, 0.5), quantile(answers, 0.95)];
  const missed = p95 > BUDGET ? ' missed' : '';
  const cells = [`${p50.toFixed(1)} ms`, `${p95.toFixed(1)} ms (≤ ${BUDGET}${missed})`];
  cells.push(`${quantile(stored, 0.5).toFixed(1)} ms`, `${(size / 1024).toFixed(0)} KB`);
  console.log(`| ${before} | ${cells.join(' | ')} |`);
}
