// What the language server costs: `node bench/server.mjs [SERVER] [--starts N] [--presses N]`, after `node esbuild.mjs`.
// Times are milliseconds as a client sees them over standard streams and, beside them, of the server's main thread on
// the processor (Linux), which other work on the machine changes less; memory is the resident set in MB. A bare
// vscode-languageserver stands beside it, for what the platform costs. SERVER, another build's `server.js`, is
// measured in turns with this one; its ratio tells what changed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { quantile, root, SERVER, start, stop } from './running.mjs';
import { joined, likePages, pagesOf } from './texts.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    starts: { type: 'string', default: '7' },
    presses: { type: 'string', default: '60' },
  },
});
const STARTS = Number(values.starts);
const PRESSES = Number(values.presses);
/** This build, and the one to set beside it. */
const SERVERS = [SERVER, ...positionals.map((each) => resolve(each))];

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

/** Milliseconds that the main thread of a process has had on the processor. */
function processor({ child }) {
  return Number(readFileSync(`/proc/${child.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

/** Wall and processor time of something that a server is asked for. */
async function timed(running, ask) {
  const before = processor(running);
  const from = performance.now();
  await ask();
  return { wall: performance.now() - from, cpu: processor(running) - before };
}

/** Starts servers in turns, as often as is asked; figures by server. */
async function starts(servers) {
  const figures = servers.map(() => ({ wall: [], cpu: [], resident: 0 }));
  for (let i = 0; i < STARTS; i++) {
    for (const [at, server] of servers.entries()) {
      const running = await start(server);
      figures[at].wall.push(running.took);
      figures[at].cpu.push(processor(running));
      figures[at].resident = memory(running);
      await stop(running);
    }
  }
  return figures;
}

function pull({ connection }, uri, previousResultId) {
  const params = { textDocument: { uri }, previousResultId };
  return connection.sendRequest('textDocument/diagnostic', params);
}

function didOpen({ connection }, uri, text) {
  return connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'source-text', version: 1, text },
  });
}

/** Opens a text in a server that has had another, and asks for its diagnostics. */
async function opened(server, uri, text) {
  const running = await start(server);
  await didOpen(running, 'untitled:warm', 'x');
  await pull(running, 'untitled:warm');
  let report;
  const open = await timed(running, async () => {
    await didOpen(running, uri, text);
    report = await pull(running, uri);
  });
  return { running, open, report, keys: [] };
}

/** Types a letter at the start of a line, and asks for diagnostics. */
async function press(session, uri, version, line) {
  const at = { line, character: 0 };
  const contentChanges = [{ range: { start: at, end: at }, text: 'x' }];
  const { running, report } = session;
  const time = await timed(running, async () => {
    await running.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
    session.report = await pull(running, uri, report.resultId);
  });
  session.keys.push(time);
}

/** Opens a text in each server, and presses keys in turns, as often as `presses` says. */
async function sessions(text, presses) {
  const uri = 'untitled:bench';
  const all = [];
  for (const server of SERVERS) all.push(await opened(server, uri, text));
  const lines = text.split('\n').length;
  for (let version = 2; version < presses + 2; version++) {
    const line = Math.floor((lines * (version % 97)) / 97);
    for (const session of all) await press(session, uri, version, line);
  }
  const figures = [];
  for (const { running, open, keys } of all) {
    figures.push({ open, keys, resident: memory(running) });
    await stop(running);
  }
  return figures;
}

const print = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const shown = (value) => value.toFixed(value < 10 ? 2 : 0);

/** A line of the table: what this build takes, what it may take, and how many times that the other build takes. */
function row(what, unit, [ours, other], budget) {
  const missed = budget !== undefined && ours > budget ? ' missed' : '';
  const limit = budget === undefined ? '' : `≤ ${budget} ${unit}${missed}`;
  const ratio = other === undefined ? '' : `× ${(other / ours).toFixed(2)}`;
  print(what, `${shown(ours)} ${unit}`, limit, ratio);
}

function keyRows(what, figures, budget) {
  for (const share of [0.5, 0.95]) {
    const of = (time) =>
      figures.map(({ keys }) =>
        quantile(
          keys.map((each) => each[time]),
          share,
        ),
      );
    const name = `key press to diagnostics, ${what}, p${share * 100}`;
    row(name, 'ms', of('wall'), share === 0.95 ? budget : undefined);
    row(`${name}, processor`, 'ms', of('cpu'));
  }
}

print('what', 'measured', 'budget', 'the other build');
print('---', '---:', '---:', '---:');
const folder = mkdtempSync(join(tmpdir(), 'galley-bench-'));
try {
  const [bare, ...ours] = await starts([await bareServer(folder), ...SERVERS]);
  const of = (time, share) => ours.map((each) => quantile(each[time], share));
  row('start to initialized, bare, p50', 'ms', [quantile(bare.wall, 0.5)]);
  row('start to initialized, p50', 'ms', of('wall', 0.5), 120);
  row('start to initialized, p95', 'ms', of('wall', 0.95));
  row('start to initialized, p50, processor', 'ms', of('cpu', 0.5));
  row('start, ratio to bare', '×', [of('wall', 0.5)[0] / quantile(bare.wall, 0.5)]);
  row('start, ratio to bare, processor', '×', [of('cpu', 0.5)[0] / quantile(bare.cpu, 0.5)]);
  row('idle memory, bare', 'MB', [bare.resident]);
  row(
    'idle memory',
    'MB',
    ours.map(({ resident }) => resident),
    60,
  );
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
    ['5 MB', 5_000_000, Math.ceil(PRESSES / 8), { open: 700 }],
  ]) {
    const figures = await sessions(textOf(samples, size), presses);
    const what = `${name}, ${kind}`;
    const open = (time) => figures.map((each) => each.open[time]);
    row(`open to diagnostics, ${what}`, 'ms', open('wall'), budgets.open);
    row(`open to diagnostics, ${what}, processor`, 'ms', open('cpu'));
    keyRows(what, figures, budgets.key);
    row(
      `memory with it open, ${what}`,
      'MB',
      figures.map(({ resident }) => resident),
    );
  }
}
