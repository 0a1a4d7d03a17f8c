import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Kind } from '../../server/src/core/kinds.ts';
import { Lines } from '../../server/src/core/lines.ts';
import { spansOf } from '../../server/src/core/spans.ts';

/** Asserts the spans of one line: `type:text`, in order. */
function assertSpans(kind: Kind, text: string, ...expected: string[]): void {
  const spans = spansOf(Lines.of(text), [kind]);
  assert.deepEqual(
    spans.map(({ type, start, end }) => `${type}:${text.slice(start, end)}`),
    expected,
  );
}

describe('spans', () => {
  test('find a dateline with its agency', () => {
    const opening = 'Harbourton, Sept. 10 (Coast Press)—The council said';
    assertSpans(
      'body',
      opening,
      'dateline:Harbourton, Sept. 10 (Coast Press)—',
      'agency:Coast Press',
    );
    assertSpans('body', 'BERLIN (dpa) - Der Rat', 'dateline:BERLIN (dpa) -', 'agency:dpa');
    assertSpans('body', 'GENEVA — The council', 'dateline:GENEVA —');
    assertSpans('body', '【東京】政府は', 'dateline:【東京】');
  });

  test('take no dash in a sentence for a dateline', () => {
    assertSpans('body', 'The council — all nine of them — said');
    assertSpans('comment', 'GENEVA — The council');
  });

  test('find the names in a byline', () => {
    assertSpans(
      'byline',
      'By Jane van der Roe and Łukasz O’Hara',
      'person:Jane van der Roe',
      'person:Łukasz O’Hara',
    );
    assertSpans('byline', 'Von Max Muster', 'person:Max Muster');
  });

  test('read votes as numbers', () => {
    const [span] = spansOf(Lines.of('-6 ( +0 / -6 )'), ['comment-meta']);
    assert.deepEqual(span, {
      type: 'votes',
      start: 0,
      end: 14,
      votes: { score: -6, up: 0, down: 6 },
    });
    assertSpans('comment-meta', ' +12 / -3 ', 'votes:+12 / -3');
    assertSpans('comment-meta', '👍 12', 'votes:👍 12');
    assertSpans('comment-meta', '−4', 'votes:−4');
    assertSpans('comment-meta', 'Jan 3, 10:14');
  });

  test('find addresses, without the full stop after them', () => {
    assertSpans('body', 'See https://example.org/a?b=c.', 'url:https://example.org/a?b=c');
    assertSpans('legal', 'Mail: jane.roe@example.co.uk, please', 'email:jane.roe@example.co.uk');
  });

  test('cost no more than twice as much for twice the line', () => {
    // The work is bounded by a constant reach: a line of 4 MB takes no longer than one of 40 KB.
    for (const unit of ['a@', 'A b ', '(', '+1 ', 'http://', '— ', 'Aa ']) {
      assert.ok(Array.isArray(spansOf(Lines.of(unit.repeat(1_000_000)), ['byline'])));
      assert.ok(Array.isArray(spansOf(Lines.of(unit.repeat(1_000_000)), ['comment-meta'])));
    }
  });
});
