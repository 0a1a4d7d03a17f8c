// What labels cost in the language server: `node bench/labels.mjs [SERVER…]`, after `node esbuild.mjs`. Times
// are wall-clock milliseconds as a client sees them, from a label until the outline answers with it, in a
// source of 2,000 lines: beside the first label, and beside 1,000. Other builds of the server, by path, are
// measured in turn with this one. `worked` is the time in which the server's main thread had the processor,
// where the system tells (Linux): what there is to compare on a machine that does other work too.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quantile, root, SERVER, start, stop } from './running.mjs';
import { joined, pagesOf } from './texts.mjs';

const LINES = 2000;
const LABELS = 1000;
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const ACTS = 60;
const BUDGET = 50;

const KINDS = ['body', 'promo'];

/** How long the main thread of a server has had the processor, in milliseconds; NaN where the system does not tell. */
function workOf({ child: { pid } }) {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

async function labelling(server, text, before) {
  const folder = mkdtempSync(join(tmpdir(), 'galley-bench-'));
  mkdirSync(join(folder, 'seeds'));
  writeFileSync(join(folder, 'seeds/page.txt'), text);
  const settings = { annotator: 'Bench' };
  const initializationOptions = { annotations: true, settings };
  const running = await start(server, {
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
  const worked = [];
  const stored = [];
  for (let turn = 0; turn < ACTS; turn++) {
    const line = LINES - 1 - (turn % 5);
    const from = performance.now();
    const work = workOf(running);
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
    worked.push(workOf(running) - work);
    const result = await storing;
    if (!result.applied) throw new Error(JSON.stringify(result));
  }
  const size = readFileSync(join(folder, '.galley/labels/seeds/page.txt.jsonld')).length;
  await stop(running);
  rmSync(folder, { recursive: true });
  return { answers, worked, stored, size };
}

const filled = joined(pagesOf(join(root, 'samples/seeds')), 1_000_000)
  .split(/\r\n|\r|\n/u)
  .filter((line) => line.trim() !== '');
const text = `${filled.slice(0, LINES).join('\n')}\n`;
/** Measures servers in turn: what slows one down for a while slows down the others too. */
async function measured(servers, before) {
  const runs = new Map(servers.map((server) => [server, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [server, run] of runs) run.push(await labelling(server, text, before));
  }
  return runs;
}

function cellsOf(runs) {
  const all = (what) => runs.flatMap((run) => run[what]);
  const at = (what, share) => `${quantile(all(what), share).toFixed(1)} ms`;
  const missed = quantile(all('answers'), 0.95) > BUDGET ? ' missed' : '';
  return [
    at('answers', 0.5),
    `${at('answers', 0.95)} (≤ ${BUDGET}${missed})`,
    at('worked', 0.5),
    at('worked', 0.95),
    at('stored', 0.5),
    `${((runs[0]?.size ?? 0) / 1024).toFixed(0)} KB`,
  ];
}

const servers = [SERVER, ...process.argv.slice(2)];
const titles = ['outline p50', 'outline p95', 'worked p50', 'worked p95', 'stored p50', 'file'];
console.log(`| server | labels before | ${titles.join(' | ')} |`);
console.log(`|---|${'---:|'.repeat(titles.length + 1)}`);
for (const before of [0, LABELS]) {
  for (const [server, runs] of await measured(servers, before)) {
    console.log(`| ${relative(root, server)} | ${before} | ${cellsOf(runs).join(' | ')} |`);
  }
}
