// `npm test`: everything that is tested, in order, each under a heading; the last line counts.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, NO_CHROMIUM } from './vscode-host/chromium.mjs';

const STEPS = [
  { name: 'types and style', script: 'check', countsNothing: true },
  { name: 'unit', script: 'test:unit', folder: 'test/unit' },
  { name: 'grammar', script: 'test:grammar', folder: 'test/grammar' },
  { name: 'protocol', script: 'test:protocol', folder: 'test/protocol' },
  { name: 'command line', script: 'test:cli', folder: 'test/cli' },
  { name: 'other editors', script: 'test:interop', folder: 'test/interop' },
  { name: 'VS Code', script: 'test:vscode', needsChromium: process.platform === 'linux' },
  { name: 'VS Code as a person uses it', script: 'test:ui', needsChromium: true },
];

/** How the runners count: `node --test`, Mocha's summary, a line for each file of the grammar's. */
const PASSED = /^(?:ℹ pass (\d+)|\s*(\d+) passing|✓ .+ run successful?l?y)/gm;
const FAILED = /^(?:ℹ fail (\d+)|.*?(\d+) failing)/gm;

/** How they name a test that failed. */
const NAME = /^\s*[✖✘] (?!failing tests:)(.+?)(?: \([\d.]+ ?ms\))?$/gm;

const total = { passed: 0, failed: 0 };
const bad = [];
const names = new Set();

for (const step of STEPS) {
  if (step.folder && !existsSync(step.folder)) continue;
  console.log(`\n══ ${step.name} ══`);
  const started = Date.now();
  const { passed, failed, output } = await outcomeOf(step);
  for (const [, name] of output.matchAll(NAME)) names.add(`${step.name}: ${name}`);
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) bad.push(step.name);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`── ${step.name}: ${passed} passed, ${failed} failed, ${seconds} s`);
}

const where = bad.length > 0 ? ` (${bad.join(', ')})` : '';
for (const name of names) console.log(`\n✖ ${name}`);
console.log(`\n${total.passed} passed, ${total.failed} failed${where}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * A step that ends badly has failed at least once, and so has a suite that ran nothing; a step that is
 * no suite counts as one.
 */
async function outcomeOf({ script, needsChromium, countsNothing }) {
  if (needsChromium && !findChromium()) {
    console.error(NO_CHROMIUM);
    return { passed: 0, failed: 1, output: '' };
  }
  const { status, output } = await run(script);
  const passed = sum(output, PASSED);
  const failed = sum(output, FAILED);
  if (status !== 0) return { passed, failed: Math.max(1, failed), output };
  if (passed + failed > 0) return { passed, failed, output };
  if (countsNothing) return { passed: 1, failed: 0, output };
  console.error('It ran no test.');
  return { passed: 0, failed: 1, output };
}

function run(script) {
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['inherit', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  let output = '';
  const copyTo = (stream) => (chunk) => {
    output += chunk;
    stream.write(chunk);
  };
  child.stdout.on('data', copyTo(process.stdout));
  child.stderr.on('data', copyTo(process.stderr));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 1, output: String(error) }));
    child.on('close', (status) => resolve({ status, output }));
  });
}

function sum(text, pattern) {
  return [...text.matchAll(pattern)].reduce(
    (all, found) => all + Number(found[1] ?? found[2] ?? 1),
    0,
  );
}
