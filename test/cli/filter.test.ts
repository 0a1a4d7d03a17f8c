import assert from 'node:assert/strict';
import test from 'node:test';
import { galley, type Labelled, objects, page, STORY, script } from './support.ts';

interface ErrorRecord {
  readonly id: unknown;
  readonly error: { readonly code: string; readonly message: string };
}

const filter = (input: string | Uint8Array, ...args: string[]) =>
  galley(['filter', '--jsonl', ...args], { input });

const jsonl = (...records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

test('labels: one entry for each line split at \\n, null for blank ones', async () => {
  const texts = [
    page(),
    page('\r\n'),
    '',
    '\n\n',
    'One line',
    ' \n\u3000\n\uFEFF\n',
    'a\rb\n\r\rc\r',
  ];
  const { code, stdout, stderr } = await filter(
    jsonl(...texts.map((text, id) => ({ id, text }))),
    '--emit',
    'labels',
  );
  assert.equal(code, 0);
  assert.equal(stderr, '');
  const answers = objects<Labelled>(stdout);
  assert.deepEqual(
    answers.map(({ id }) => id),
    texts.map((_, id) => id),
  );
  answers.forEach(({ lines, ...rest }, index) => {
    assert.deepEqual(Object.keys(rest), ['id']);
    const expected = (texts[index] ?? '').split('\n');
    assert.equal(lines.length, expected.length);
    lines.forEach((label, line) => {
      assert.equal(label === null, (expected[line] ?? '').trim() === '');
      if (!label) return;
      assert.deepEqual(Object.keys(label), ['kind', 'confidence', 'strip']);
      assert.ok(label.confidence >= 0 && label.confidence <= 1);
    });
  });
});

test('text: the record with its cleaned text; both: that and the labels', async () => {
  const input = jsonl({ id: 'a', text: page(), source: 'x' });
  const text = objects<{ text: string }>(
    (await filter(input, '--emit', 'text', '--policy', 'thorough')).stdout,
  );
  const both = objects<{ text: string }>((await filter(input, '--policy', 'thorough')).stdout);
  const labels = objects<Labelled>(
    (await filter(input, '--emit', 'labels', '--policy', 'thorough')).stdout,
  );
  assert.deepEqual(Object.keys(text[0] ?? {}), ['id', 'text', 'source']);
  assert.deepEqual(both[0], { ...text[0], lines: labels[0]?.lines });
  const clean = text[0]?.text ?? '';
  assert.ok(clean.length < page().length);
  for (const line of STORY) assert.ok(clean.includes(line));
  const kept = page()
    .split('\n')
    .filter((line, index) => line.trim() && !labels[0]?.lines[index]?.strip);
  assert.deepEqual(clean.split('\n').filter(Boolean), kept);
});

test('what is not the text passes through byte for byte', async () => {
  const text = JSON.stringify(page());
  const record = `{ "n":1.0, "id" : 12345678901234567890, "t\\u0065xt":"no", "text": ${text},"é":"\\u00e9","o":{"text":"}{\\"","id":[1e400]},"2":0,"1":[ ]}`;
  const { stdout } = await filter(`${record}\n`, '--emit', 'text', '--policy', 'thorough');
  const [before, after] = record.split(text);
  assert.ok(stdout.startsWith(before ?? '-'));
  assert.ok(stdout.endsWith(`${after}\n`));
  assert.notEqual(stdout, `${record}\n`);
  const both = await filter(`${record}\n`, '--policy', 'thorough');
  assert.ok(both.stdout.startsWith(stdout.slice(0, -2)));
  const labels = await filter(`${record}\n`, '--emit', 'labels');
  assert.match(labels.stdout, /^\{"id":12345678901234567890,"lines":\[/u);
});

test('labels that came with a record are replaced', async () => {
  const { stdout } = await filter('{"lines":[1],"id":1,"text":"Hello there","z":2}\n');
  assert.match(stdout, /^\{"lines":\[\{"kind".*\}\],"id":1,"text":"Hello there","z":2\}\n$/u);
});

test('a bad record is answered, and the run goes on', async () => {
  const lines = [
    '{"id":1,"text":"Good"}',
    '{"id":2,"text":',
    '[1]',
    'null',
    '{"id":"five"}',
    '{"id":[6],"text":7}',
    '{"text":"no id"}',
    '{"id":8,"text":"Good again"}',
  ];
  const bytes = Buffer.concat([
    Buffer.from(`${lines.join('\n')}\n{"id":9,"text":"`),
    Buffer.from([0xc3, 0x28]),
    Buffer.from('"}\r\n  \n{"id":10,"text":"last, without LF"}'),
  ]);
  const { code, stdout, stderr } = await filter(bytes, '--emit', 'labels');
  assert.equal(code, 0);
  assert.match(stderr, /^galley: 6 bad records\n$/u);
  const answers = objects<Partial<ErrorRecord & Labelled>>(stdout);
  assert.deepEqual(
    answers.map(({ id, error }) => [id, error?.code]),
    [
      [1, undefined],
      [null, 'not-json'],
      [null, 'not-an-object'],
      [null, 'not-an-object'],
      ['five', 'no-text'],
      [[6], 'no-text'],
      [null, undefined],
      [8, undefined],
      [null, 'not-utf8'],
      [10, undefined],
    ],
  );
  assert.match(answers[1]?.error?.message ?? '', /^line 2: /u);
  assert.match(answers[8]?.error?.message ?? '', /^line 9: not UTF-8 at byte 16$/u);
});

test('--strict stops at the first bad record with 1', async () => {
  const { code, stdout, stderr } = await filter(
    '{"id":1,"text":"a"}\nnonsense\n{"id":3,"text":"b"}\n',
    '--strict',
    '--emit',
    'labels',
  );
  assert.equal(code, 1);
  assert.match(stderr, /^galley: line 2: [^\n]+\n$/u);
  assert.deepEqual(
    objects<ErrorRecord>(stdout).map(({ id, error }) => [id, error?.code]),
    [
      [1, undefined],
      [null, 'not-json'],
    ],
  );
  assert.equal((await filter('{"id":1,"text":"a"}\n', '--strict')).code, 0);
});

test('a record over --max-record is answered without being read', async () => {
  const long = JSON.stringify({ id: 'long', text: 'word '.repeat(100_000) });
  const input = `${jsonl({ id: 1, text: 'a' })}${long}\n${jsonl({ id: 3, text: 'b' })}${long}`;
  const { code, stdout } = await filter(input, '--max-record', '2k', '--emit', 'labels');
  assert.equal(code, 0);
  assert.deepEqual(
    objects<ErrorRecord>(stdout).map(({ id, error }) => [id, error?.code]),
    [
      [1, undefined],
      [null, 'too-long'],
      [3, undefined],
      [null, 'too-long'],
    ],
  );
});

test('lone surrogates, NUL and odd white space survive', async () => {
  const texts = [
    'a\ud800b\n\udc00',
    '\u0000\n\u0000x',
    '\u2028\n\u2029y\n\u0085',
    '\u202egnik\n\ufeff',
  ];
  const input = texts.map((text, id) => `{"id":${id},"text":${JSON.stringify(text)}}\n`).join('');
  const { code, stdout } = await filter(input, '--emit', 'both');
  assert.equal(code, 0);
  const answers = objects<{ text: string; lines: unknown[] }>(stdout);
  answers.forEach(({ text, lines }, index) => {
    assert.equal(lines.length, texts[index]?.split('\n').length);
    for (const line of text.split('\n')) assert.ok(texts[index]?.includes(line));
  });
});

test('a BOM before the first record and an empty input are fine', async () => {
  const { code, stdout } = await filter('\uFEFF{"id":1,"text":"a"}\n', '--emit', 'text');
  assert.equal(code, 0);
  assert.equal(stdout, '{"id":1,"text":"a"}\n');
  assert.deepEqual(await filter(''), { code: 0, stdout: '', stderr: '' });
});

test('a reader that goes away is no error, and ends the run', async () => {
  const endless = `yes '${JSON.stringify({ id: 1, text: page() })}'`;
  const { code, stdout, stderr } = await script(
    `set -o pipefail; ( ${endless} || true ) | $GALLEY filter --jsonl --emit labels | head -n 1`,
  );
  assert.equal(stderr, '');
  assert.equal(stdout.split('\n').length, 2);
  assert.equal(code, 0);
});

test('memory stays constant over a long stream', { timeout: 300_000 }, async () => {
  const record = JSON.stringify({ id: 1, text: 'x'.repeat(1000), pad: 'y'.repeat(60_000) });
  const { code, stdout } = await script(
    `yes '${record}' | head -n 4000 | $GALLEY filter --jsonl --emit labels | wc -l`,
    { env: { NODE_OPTIONS: '--max-old-space-size=96' } },
  );
  assert.equal(code, 0);
  assert.equal(stdout.trim(), '4000');
});
