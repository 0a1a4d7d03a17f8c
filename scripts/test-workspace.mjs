// The folder that the tests open in VS Code: made anew for each run, because tests change it.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SAMPLES = path.resolve('samples/seeds');
/** Real sources beside the project, where there are any: the samples' shapes are our own. */
const REAL = path.resolve('../shared/seeds');
const CLI = path.resolve('dist/cli.js');

/**
 * Makes a workspace of one folder with the samples under `seeds/`, what the command line leaves of them under
 * `stripped/`, and some files that are no sources by name. `dispose` removes it.
 */
export function makeWorkspace() {
  const root = mkdtempSync(path.join(tmpdir(), 'galley-test-'));
  const folder = path.join(root, 'workspace');
  cpSync(SAMPLES, path.join(folder, 'seeds'), { recursive: true });
  const put = (name, text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const sample = readFileSync(path.join(SAMPLES, '000_harbour-bridge.txt'), 'utf8');
  put('seeds/crlf.txt', sample.replace(/\r?\n/g, '\r\n'));
  put('corpus/plain.txt', sample);
  put('saving/000_saving.txt', sample);
  put('saving/001_commented.txt', sample);
  put('letters/one.txt', sample);
  put('letters/odd [1]/two.txt', sample);
  put('notes.txt', 'Buy milk.\nCall the harbour office.\n');
  const settings = { 'galley.sources': ['corpus/**/*.txt'], 'galley.annotator': 'Ada Tester' };
  put('.vscode/settings.json', JSON.stringify(settings));
  for (const name of realSources()) put(`seeds/${name}`, readFileSync(path.join(REAL, name)));
  for (const name of readdirSync(path.join(folder, 'seeds'))) {
    put(`stripped/${name}.out`, stripped(path.join(folder, 'seeds', name)));
  }
  const workspace = path.join(root, 'test.code-workspace');
  writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'workspace' }] }));
  return { root, folder, workspace, dispose: () => rmSync(root, { recursive: true, force: true }) };
}

function realSources() {
  if (existsSync(REAL)) return readdirSync(REAL);
  console.log(`${REAL} is not here: the suite strips the samples only`);
  return [];
}

/** What the command line prints for a source. */
export function stripped(file) {
  return execFileSync(process.execPath, [CLI, 'strip', file], { maxBuffer: 1e8 });
}
