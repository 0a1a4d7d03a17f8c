import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import type { Log } from 'sarif';
import { checkWork, type Finding } from '../../server/src/cli/check-work.ts';
import { Decisions } from '../../server/src/cli/decisions.ts';
import { sarifReport } from '../../server/src/cli/report/sarif.ts';
import { kindsOf } from '../../server/src/core/kinds.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { Configs } from '../../server/src/corpus/config.ts';
import { toyModel } from '../support/toy-model.ts';
import { folderWith, galley, page, SAMPLES, STORY, script } from './support.ts';

interface JsonReport {
  readonly findings: readonly {
    readonly path: string;
    readonly kind: string;
    readonly sure: boolean;
    readonly severity: string;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
    readonly lines: number;
  }[];
  readonly errors: readonly { readonly path: string }[];
}

const check = (cwd: string, ...args: string[]) => galley(['check', ...args], { cwd });

test('0 where nothing is found, 1 where something is, 2 where something failed', async (t) => {
  const folder = folderWith(t, { 'clean.txt': `${STORY.join('\n')}\n`, 'page.txt': page() });
  assert.deepEqual(await check(folder, 'clean.txt'), { code: 0, stdout: '', stderr: '' });
  assert.equal((await check(folder, 'page.txt')).code, 1);
  assert.equal((await check(folder, 'page.txt', 'gone.txt')).code, 2);
  assert.equal((await check(folder, 'clean.txt', 'gone.txt')).code, 2);
});

test('text: a line a block, as compilers tell it', async (t) => {
  const folder = folderWith(t, { 'page.txt': page() });
  const { stdout } = await check(folder, 'page.txt');
  for (const line of stdout.trimEnd().split('\n')) {
    assert.match(line, /^page\.txt:\d+:\d+: warning [a-z]+: stray [a-z]+, \d+ lines?: \S/u);
  }
});

test('json: what was found lies where it says, and is what strip removes', async (t) => {
  const folder = folderWith(t, { 'page.txt': page() });
  const run = await check(folder, '--format', 'json', '--suspected', 'page.txt', 'gone.txt');
  const { findings, errors } = JSON.parse(run.stdout) as JsonReport;
  assert.deepEqual(
    errors.map(({ path }) => path),
    ['gone.txt'],
  );
  const lines = page().split('\n');
  let sure = 0;
  for (const finding of findings) {
    const last = lines[finding.endLine - 1] ?? '';
    assert.ok(finding.line <= finding.endLine);
    assert.match(lines[finding.line - 1]?.charAt(finding.column - 1) ?? '', /\S/u);
    assert.equal(finding.endColumn, last.length + 1);
    assert.equal(finding.severity, finding.sure ? 'warning' : 'hint');
    if (finding.sure) sure += finding.lines;
  }
  const labels = await galley(['label', '--json', 'page.txt'], { cwd: folder });
  assert.equal(sure, labels.stdout.split('"strip":true').length - 1);
  const nothing = await check(folder, '--format', 'json', 'gone.txt');
  assert.deepEqual((JSON.parse(nothing.stdout) as JsonReport).findings, []);
});

test('suspected findings are listed only when asked for, and are not counted', async (t) => {
  const folder = folderWith(t, { 'page.txt': page() });
  const plain = await check(folder, 'page.txt');
  const more = await check(folder, '--suspected', 'page.txt');
  assert.equal(more.code, plain.code);
  assert.doesNotMatch(plain.stdout, / hint /u);
  const listed = more.stdout.split('\n').filter((line) => !line.includes(': hint '));
  assert.deepEqual(listed, plain.stdout.split('\n'));
});

test('severities come from the project, and off hides a kind', async (t) => {
  const kinds = kindsOf('boilerplate');
  const severity = Object.fromEntries(kinds.map((kind) => [kind, 'error']));
  const off = Object.fromEntries(kinds.map((kind) => [kind, 'off']));
  const folder = folderWith(t, {
    'loud/.galley/config.json': JSON.stringify({ diagnostics: { severity } }),
    'loud/page.txt': page(),
    'quiet/.galley/config.json': JSON.stringify({ 'diagnostics.severity': off }),
    'quiet/page.txt': page(),
  });
  const loud = await check(folder, 'loud');
  assert.match(loud.stdout, /: error /u);
  assert.doesNotMatch(loud.stdout, /: warning /u);
  assert.deepEqual(await check(folder, 'quiet'), { code: 0, stdout: '', stderr: '' });
});

test('sarif: a log with a rule for each kind of boilerplate', async (t) => {
  const folder = folderWith(t, { 'a b/100%.txt': page() });
  const { code, stdout } = await check(folder, '--format', 'sarif', '.', 'gone.txt');
  assert.equal(code, 2);
  const log = JSON.parse(stdout) as Log;
  assert.equal(log.version, '2.1.0');
  const [run] = log.runs;
  const rules = run?.tool.driver.rules ?? [];
  assert.deepEqual(
    rules.map(({ id }) => id),
    kindsOf('boilerplate'),
  );
  assert.equal(run?.columnKind, 'utf16CodeUnits');
  assert.equal(run?.invocations?.[0]?.executionSuccessful, false);
  assert.equal(run?.invocations?.[0]?.toolExecutionNotifications?.length, 1);
  const results = run?.results ?? [];
  assert.ok(results.length > 0);
  for (const { ruleId, ruleIndex, level, message, locations } of results) {
    assert.equal(rules[ruleIndex ?? -1]?.id, ruleId);
    assert.equal(level, 'warning');
    assert.ok(message.text);
    const place = locations?.[0]?.physicalLocation;
    assert.equal(place?.artifactLocation?.uri, 'a%20b/100%25.txt');
    assert.ok((place?.region?.startLine ?? 0) >= 1);
    assert.ok((place?.region?.endLine ?? 0) >= (place?.region?.startLine ?? 0));
  }
});

test('sarif: any number of findings', () => {
  const report = sarifReport();
  const finding: Finding = {
    path: 'a.txt',
    kind: 'share',
    sure: true,
    severity: 'warning',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 6,
    lines: 1,
    confidence: 1,
    excerpt: 'Share',
  };
  assert.equal(report.add(Array.from({ length: 300_000 }, () => finding)), '');
});

test('suspected findings have the severity that the editor gives them', async (t) => {
  const text = 'share| Share this\nA story.\nlegal?| Perhaps terms\nshare?| Perhaps share\n';
  const config = (diagnostics: unknown): string => JSON.stringify({ diagnostics });
  const folder = folderWith(t, {
    'off/.galley/config.json': config({ severity: { share: 'off' }, suspected: 'information' }),
    'none/.galley/config.json': config({ severity: { legal: 'error' }, suspected: 'off' }),
  });
  const found = (name: string, suspected: boolean): string[] => {
    const tools = {
      parsers: { of: () => createParser(toyModel) },
      configs: new Configs(),
      decisions: new Decisions(),
    };
    const file = { path: join(folder, name, 'a.txt'), place: 'a.txt' };
    const work = checkWork({ type: 'check', suspected }, tools);
    return work(file, { text, bytes: Buffer.from(text) }).map(
      ({ kind, severity }) => `${kind} ${severity}`,
    );
  };
  assert.deepEqual(found('off', true), ['legal information']);
  assert.deepEqual(found('off', false), []);
  assert.deepEqual(found('none', false), ['share warning']);
  assert.deepEqual(found('none', true), ['share warning', 'legal hint', 'share hint']);
});

test('github: workflow commands, escaped', async (t) => {
  const folder = folderWith(t, { 'a,b:c%.txt': page() });
  const { stdout } = await check(folder, '--format', 'github', '.', 'gone.txt');
  const commands = stdout.trimEnd().split('\n');
  const last = commands.pop();
  assert.equal(
    last,
    '::error file=gone.txt,title=galley::no such file or directory (check the name)',
  );
  for (const command of commands) {
    assert.match(
      command,
      /^::warning file=a%2Cb%3Ac%25\.txt,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=galley%3A [a-z]+::[^%]+$/u,
    );
  }
});

test('a reader that goes away is no error', async () => {
  const { code, stdout, stderr } = await script(
    `$GALLEY check --suspected "${SAMPLES}" | head -n 1; exit "\${PIPESTATUS[0]}"`,
  );
  assert.equal(stderr, '');
  assert.equal(stdout.split('\n').length, 2);
  assert.ok(code === 0 || code === 1);
});
