import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KINDS, type Kind } from '../../server/src/core/kinds.ts';
import { FREE, STRIDE } from '../../server/src/core/model/chain.ts';
import { type Decision, Reader } from '../../server/src/core/model/reader.ts';
import type { State } from '../../server/src/core/model/state.ts';

/** What is decided of one row with these posteriors, up to a factor. */
function decided(posteriors: Partial<Record<Kind, number>>, label?: Kind): Decision {
  const ahead = new Float32Array(STRIDE);
  for (const [kind, p] of Object.entries(posteriors)) ahead[KINDS.indexOf(kind as Kind)] = p;
  const back = new Float32Array(STRIDE).fill(1);
  const fixed = Uint8Array.of(label ? KINDS.indexOf(label) : FREE);
  const into: Decision = { kind: 0, confidence: 0, boilerplate: 0 };
  new Reader(undefined as never, undefined as never).decide(
    { ahead, back, fixed } as unknown as State,
    0,
    into,
  );
  return into;
}
const kindOf = (...about: Parameters<typeof decided>): string =>
  KINDS[decided(...about).kind] ?? '';

describe('the decision about a line', () => {
  it('is the likeliest kind', () => {
    assert.equal(kindOf({ headline: 3, body: 5, related: 2 }), 'body');
  });

  it('is of the likeliest group, also where a kind of another is likelier by itself', () => {
    assert.equal(kindOf({ headline: 4, related: 3, ranking: 2, promo: 1 }), 'related');
    assert.equal(kindOf({ body: 3, comment: 2, 'comment-meta': 2, widget: 1 }), 'comment');
  });

  it('is as sure as the kind is likely among all', () => {
    const { confidence, boilerplate } = decided({ headline: 4, related: 3, ranking: 2, promo: 1 });
    assert.ok(Math.abs(confidence - 0.3) < 1e-9);
    assert.ok(Math.abs(boilerplate - 0.6) < 1e-9);
  });

  it('is the label where a person gave one', () => {
    assert.equal(kindOf({ body: 9, legal: 1 }, 'legal'), 'legal');
    assert.equal(decided({ body: 9 }, 'legal').boilerplate, 1);
  });
});
