import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { Lines } from '../../server/src/core/lines.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { applyEdits } from '../../server/src/core/source.ts';
import { SAFE, type StripPolicy, THOROUGH } from '../../server/src/core/strip.ts';
import { markedText } from '../support/arbitraries.ts';
import { toyModel } from '../support/toy-model.ts';

const parser = createParser(toyModel);

function stripped(text: string, policy: StripPolicy = SAFE): string {
  return applyEdits(text, parser.strip(parser.parse(text), policy));
}

const policy = fc.record<StripPolicy>({
  level: fc.constantFrom('safe', 'thorough'),
  comments: fc.constantFrom('keep', 'strip'),
});

describe('strip', () => {
  test('removes whole lines of boilerplate', () => {
    assert.equal(stripped('body| a\nshare| b\nbody| c\n'), 'body| a\nbody| c\n');
  });

  test('keeps the blank line between what remains', () => {
    assert.equal(stripped('body| a\n\nshare| b\n\nbody| c\n'), 'body| a\n\nbody| c\n');
    assert.equal(stripped('body| a\nshare| b\n\nbody| c\n'), 'body| a\n\nbody| c\n');
    assert.equal(stripped('body| a\n\n\nshare| b\nbody| c\n'), 'body| a\n\n\nbody| c\n');
  });

  test('leaves no blank lines behind at the borders of the text', () => {
    assert.equal(stripped('\nmasthead| a\n\nbody| b\n\nlegal| c\n'), 'body| b\n');
  });

  test('keeps line ends, a BOM and the final newline', () => {
    assert.equal(stripped('\uFEFFmasthead| a\r\nbody| b\rlegal| c'), '\uFEFFbody| b\r');
    assert.equal(stripped('body| a\r\nshare| b\r\nbody| c\r\n'), 'body| a\r\nbody| c\r\n');
  });

  test('does not join a lone CR and an LF to one line end', () => {
    assert.equal(stripped('body| a\rshare| b\n\nbody| c'), 'body| a\rbody| c');
  });

  test('leaves what it is not sure of, unless thorough', () => {
    assert.equal(stripped('body| a\nshare?| b\n'), 'body| a\nshare?| b\n');
    assert.equal(stripped('body| a\nshare?| b\n', THOROUGH), 'body| a\n');
  });

  test('takes comments only when told to', () => {
    const text = 'body| a\ncomment| b\ncomment-meta| c\n';
    assert.equal(stripped(text), text);
    assert.equal(stripped(text, { level: 'safe', comments: 'strip' }), 'body| a\n');
  });

  test('never touches a labelled line', () => {
    const text = 'body| a\nshare| b\nshare| c\n';
    const source = parser.parse(text, { labels: new Map([[1, 'share']]) });
    assert.equal(applyEdits(text, parser.strip(source, THOROUGH)), 'body| a\nshare| b\n');
  });

  test('reads again what remains until nothing more is to strip', () => {
    // Only once `share` is gone does `promo^` follow `body`, and show itself as what it is.
    assert.equal(stripped('body| a\nshare| b\npromo^| c\n'), 'body| a\n');
    assert.equal(stripped('body| a\nshare| b\npromo^| c\nlegal^| d\n'), 'body| a\n');
  });

  test('is idempotent, whatever the text and the policy', () => {
    fc.assert(
      fc.property(markedText, policy, (text, each) => {
        const once = stripped(text, each);
        assert.equal(stripped(once, each), once);
      }),
      { numRuns: 1000 },
    );
  });

  test('leaves a subsequence of the lines, each as it was', () => {
    fc.assert(
      fc.property(markedText, policy, (text, each) => {
        const before = fullLines(text);
        let from = 0;
        for (const line of fullLines(stripped(text, each))) {
          const found = before.indexOf(line, from);
          assert.ok(found >= 0, `${JSON.stringify(line)} is not a line of the text`);
          from = found + 1;
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** The non-empty lines with their line ends, without the BOM: it belongs to the text. */
function fullLines(text: string): string[] {
  const lines = Lines.of(text);
  return Array.from({ length: lines.count }, (_, line) =>
    text.slice(lines.start(line), lines.next(line)).replace('\uFEFF', ''),
  ).filter((line) => line !== '');
}
