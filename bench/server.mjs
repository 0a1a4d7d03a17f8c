// What the language server costs: `node bench/server.mjs`, after `node esbuild.mjs`.
// Times are wall-clock milliseconds as a client sees them, over standard streams; memory is the
// resident set in MB. A bare vscode-languageserver stands beside it, for what the platform costs.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { quantile, root, SERVER, start, stop, timed } from './running.mjs';
import { joined, likePages, pagesOf } from './texts.mjs';

const STARTS = 15;
const PRESSES = 150;

/** A server as small as the library allows, bundled as ours is. */
async function bareServer(folder) {
  const outfile = join(folder, 'bare.js');
  const contents = `
    import { createConnection } from 'vscode-languageserver/node';
    const connection = createConnection();
    connection.onInitialize(() => ({ capabilities: { textDocumentSync: 2 } }));
    connection.listen();`;
  const stdin = { contents, resolveDir: root };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20' });
  return outfile;
}

/** Resident memory of a process in MB, where the system tells (Linux). */
function memory({ child }) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function starts(server) {
  const times = [];
  let resident = 0;
  for (let i = 0; i < STARTS; i++) {
    const running = await start(server);
    times.push(running.took);
    resident = memory(running);
    await stop(running);
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), resident };
}

function pull(connection, uri, previousResultId) {
  const params = { textDocument: { uri }, previousResultId };
  return connection.sendRequest('textDocument/diagnostic', params);
}

/** Opens a text, asks for its diagnostics, and presses a key as often as `presses` says. */
async function session(text, presses) {
  const running = await start(SERVER);
  const { connection } = running;
  const uri = 'untitled:bench';
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: 'untitled:warm', languageId: 'source-text', version: 1, text: 'x' },
  });
  await pull(connection, 'untitled:warm');
  let report;
  const open = await timed(async () => {
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'source-text', version: 1, text },
    });
    report = await pull(connection, uri);
  });
  const keys = [];
  const lines = text.split('\n').length;
  for (let version = 2; version < presses + 2; version++) {
    const at = { line: Math.floor((lines * (version % 97)) / 97), character: 0 };
    const contentChanges = [{ range: { start: at, end: at }, text: 'x' }];
    keys.push(
      await timed(async () => {
        await connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version },
          contentChanges,
        });
        report = await pull(connection, uri, report.resultId);
      }),
    );
  }
  const resident = memory(running);
  await stop(running);
  return { open, keys, resident };
}

const rows = [];
const row = (what, value, unit, budget) => rows.push({ what, value, unit, budget });

const folder = mkdtempSync(join(tmpdir(), 'galley-bench-'));
try {
  const bare = await starts(await bareServer(folder));
  const ours = await starts(SERVER);
  row('start to initialized, bare, p50', bare.p50, 'ms');
  row('start to initialized, p50', ours.p50, 'ms', 120);
  row('start to initialized, p95', ours.p95, 'ms');
  row('start, ratio to bare', ours.p50 / bare.p50, '×');
  row('idle memory, bare', bare.resident, 'MB');
  row('idle memory', ours.resident, 'MB', 60);
} finally {
  rmSync(folder, { recursive: true });
}
const samples = pagesOf(join(root, 'samples/seeds'));
// Samples are denser in boilerplate than any page; the other text is as dense as pages are.
for (const [kind, textOf] of [
  ['samples', joined],
  ['like pages', likePages],
]) {
  for (const [name, size, presses, budgets] of [
    ['100 KB', 100_000, PRESSES, { key: 10 }],
    ['1 MB', 1_000_000, PRESSES, { open: 150, key: 40 }],
    ['5 MB', 5_000_000, 20, { open: 700 }],
  ]) {
    const { open, keys, resident } = await session(textOf(samples, size), presses);
    const what = `${name}, ${kind}`;
    row(`open to diagnostics, ${what}`, open, 'ms', budgets.open);
    row(`key press to diagnostics, ${what}, p50`, quantile(keys, 0.5), 'ms');
    row(`key press to diagnostics, ${what}, p95`, quantile(keys, 0.95), 'ms', budgets.key);
    row(`memory with it open, ${what}`, resident, 'MB');
  }
}

console.log('| what | measured | budget |\n|---|---:|---:|');
for (const { what, value, unit, budget } of rows) {
  const missed = budget !== undefined && value > budget ? ' missed' : '';
  const limit = budget === undefined ? '' : `≤ ${budget} ${unit}${missed}`;
  console.log(`| ${what} | ${value.toFixed(value < 10 ? 2 : 0)} ${unit} | ${limit} |`);
}
