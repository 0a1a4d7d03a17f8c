import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { anchorAll } from '../../server/src/annotations/anchor.ts';
import { type Label, type Note, targetOf } from '../../server/src/annotations/annotation.ts';
import { AnnotationError } from '../../server/src/annotations/checked.ts';
import { CodePoints } from '../../server/src/annotations/codePoints.ts';
import { follow } from '../../server/src/annotations/follow.ts';
import { serialize } from '../../server/src/annotations/jsonld.ts';
import { deserialize, migrated } from '../../server/src/annotations/jsonldReader.ts';
import { merge } from '../../server/src/annotations/merge.ts';
import { Page } from '../../server/src/annotations/page.ts';
import { Pins } from '../../server/src/annotations/pin.ts';
import type { Range } from '../../server/src/annotations/words.ts';
import { applyEdits } from '../../server/src/core/source.ts';
import { textWithAnyLineEnds } from '../support/arbitraries.ts';

const about = { creator: 'Ann', created: '2026-01-02T03:04:05Z' };

function labelOn(text: string, words: string, id = 'a'): Label {
  const start = text.indexOf(words);
  assert.ok(start >= 0, `${words} is not in the text`);
  return {
    type: 'label',
    id,
    kind: 'share',
    target: targetOf(text, start, start + words.length),
    ...about,
  };
}

function counter(): () => string {
  let count = 0;
  return () => `urn:x:${++count}`;
}

describe('code points', () => {
  test('count what for … of counts', () => {
    fc.assert(
      fc.property(textWithAnyLineEnds, fc.nat(), (text, seed) => {
        const index = seed % ([...text].length + 1);
        const offset = [...text].slice(0, index).join('').length;
        const points = new CodePoints(text);
        assert.equal(points.toUtf16(index), offset);
        assert.equal(points.fromUtf16(offset), index);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a file of annotations', () => {
  const text = 'Bridge 🌉 opens\nShare this\nFine 👍🏽 news\n';
  const label = labelOn(text, 'Share this');
  const note: Note = {
    type: 'note',
    id: 'b',
    text: 'Is this one?',
    resolved: true,
    replyTo: 'a',
    target: targetOf(text, text.indexOf('👍🏽'), text.indexOf(' news')),
    ...about,
    modified: '2026-02-02T03:04:05Z',
  };

  test('gives back what was written', () => {
    const review = { by: 'Ann', at: '2026-02-02T03:04:05Z' };
    const content = { annotations: [note, label], review };
    const json = serialize(text, 'seeds/a.txt', content);
    assert.deepEqual(deserialize(text, json), { annotations: [label, note], review });
  });

  test('is the same, whatever the order it was written in', () => {
    assert.equal(
      serialize(text, 'a', { annotations: [note, label] }),
      serialize(text, 'a', { annotations: [label, note] }),
    );
  });

  test('counts positions in code points', () => {
    const page = JSON.parse(serialize(text, 'a', { annotations: [label] }));
    const [, position] = page.items[0].target.selector;
    assert.equal([...text].slice(position.start, position.end).join(''), 'Share this');
  });

  test('of an older version is brought to the present one', () => {
    const rename = (page: Readonly<Record<string, unknown>>) => ({ ...page, items: page.list });
    assert.deepEqual(migrated({ 'galley:schema': 1, list: [] }, [rename]), {
      'galley:schema': 2,
      list: [],
      items: [],
    });
    assert.throws(() => migrated({ 'galley:schema': 3 }, [rename]), /newer/);
    assert.throws(() => migrated({}, [rename]), /version from 1 to 2/);
  });

  test('that is wrong is an error that names the place', () => {
    const page = JSON.parse(serialize(text, 'a', { annotations: [label] }));
    const broken = (change: (item: Record<string, unknown>) => void): string => {
      const copy = structuredClone(page);
      change(copy.items[0]);
      return JSON.stringify(copy);
    };
    const fails = (json: string, pointer: string): void => {
      assert.throws(
        () => deserialize(text, json),
        (error) => error instanceof AnnotationError && error.pointer === pointer,
      );
    };
    fails('{', '');
    fails('[]', '');
    fails('{"galley:schema": 99, "items": []}', '/galley:schema');
    fails(
      broken((item) => delete item.id),
      '/items/0/id',
    );
    fails(
      broken((item) => Object.assign(item, { body: { value: 'advert' } })),
      '/items/0/body/value',
    );
    fails(
      broken((item) => Object.assign(item, { target: { selector: [] } })),
      '/items/0/target/selector',
    );
  });
});

describe('anchoring after an outside change', () => {
  const text =
    'A story of a bridge that opened\nReply\nAnn likes the bridge a lot\nReply\nBob does not like it\nReply\n';

  function anchored(changed: string, label: Label): string | undefined {
    const { anchored: found, orphans } = anchorAll(changed, [new Pins(text).pin(label)]);
    assert.equal(found.length + orphans.length, 1);
    const target = found[0]?.annotation.target;
    return target && `${changed.slice(target.start, target.end)}@${target.start}`;
  }

  test('finds words in place', () => {
    assert.equal(anchored(text, labelOn(text, 'Bob does not like it')), 'Bob does not like it@71');
  });

  test('finds words that moved by what stands around them', () => {
    const second: Label = { ...labelOn(text, 'Reply'), target: targetOf(text, 65, 70) };
    assert.equal(anchored(`New line\n${text}`, second), 'Reply@74');
  });

  test('finds words that changed a little', () => {
    const label = labelOn(text, 'Ann likes the bridge a lot');
    const changed = text.replace('bridge a lot', 'bridge a lot!');
    assert.equal(anchored(changed, label), 'Ann likes the bridge a lot!@38');
  });

  test('guesses nothing: gone words are orphans, as are short ones whose surroundings went', () => {
    assert.equal(
      anchored(text.replace('Bob does not like it\n', ''), labelOn(text, 'Bob does not like it')),
      undefined,
    );
    assert.equal(
      anchored('Other words\nReply\nof another page altogether', labelOn(text, 'Reply')),
      undefined,
    );
    assert.equal(anchored('', labelOn(text, 'Reply')), undefined);
  });

  test('never takes one of equal neighbours for another', () => {
    const thread =
      'A story of a bridge that opened\nReply\nReply\nReply\nAnn likes it very much indeed\n';
    const second: Label = { ...labelOn(thread, 'Reply'), target: targetOf(thread, 38, 43) };
    const pinned = new Pins(thread).pin(second);
    assert.equal(anchorAll(thread, [pinned]).anchored[0]?.annotation.target.start, 38);
    const fewer = thread.replace('Reply\n', '');
    assert.equal(anchorAll(fewer, [pinned]).anchored.length, 0);
    const moved = anchorAll(`New\n${thread}`, [pinned]).anchored[0]?.annotation.target.start;
    assert.equal(moved, 42);
  });

  test('knows a line of a long row of equal ones only in the same text', () => {
    const row = 'Reply\n'.repeat(200);
    const pinned = new Pins(row).pin({ ...labelOn(row, 'Reply'), target: targetOf(row, 600, 605) });
    assert.equal(anchorAll(row, [pinned]).anchored[0]?.annotation.target.start, 600);
    assert.equal(anchorAll(`${row}Reply\n`, [pinned]).anchored.length, 0);
  });

  test('places 1,000 labels in 2,000 lines at once when nothing changed', () => {
    const lines = Array.from({ length: 2000 }, (_, i) =>
      i % 3 ? `Line ${i} of the text` : 'Reply',
    );
    const long = lines.join('\n');
    const page = new Page(long, { annotations: [] }, counter());
    const act = { who: 'Ann', when: about.created };
    page.label(
      Array.from({ length: 1000 }, (_, i) => 2 * i),
      'comment',
      act,
    );
    const content = page.content();
    const placed = new Page(long, content, counter()).labelsByLine();
    assert.deepEqual([...placed.keys()], [...page.labelsByLine().keys()]);
    assert.equal(placed.size, 1000);
  });

  test('takes a label only for a whole line', () => {
    assert.equal(
      anchored(text.replaceAll('Reply\n', 'Reply now\n'), labelOn(text, 'Reply')),
      undefined,
    );
  });
});

describe('following an edit', () => {
  test('keeps a label on its words, or gives it up', () => {
    fc.assert(
      fc.property(
        textWithAnyLineEnds,
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('', 'x', '\n', 'new 🌉')), {
          maxLength: 5,
        }),
        (before, edits) => {
          // The words are in letters that no other text has, so that they can be known again.
          const words = '<words>';
          let text = `${before}${words}${before}`;
          let range: Range | undefined = labelOn(text, words).target;
          for (const [a, b, newText] of edits) {
            const [start = 0, end = 0] = [a % (text.length + 1), b % (text.length + 1)].sort(
              (x, y) => x - y,
            );
            const edit = { start, end, newText };
            text = applyEdits(text, [edit]);
            range = range && follow(range, edit);
          }
          const kept = range && text.slice(range.start, range.end);
          if (text.includes(words)) assert.ok(kept?.includes(words));
          else if (range) assert.ok(range.start < range.end && range.end <= text.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('merging', () => {
  const text = 'one\ntwo\nthree\n';
  const [one, two, three] = ['one', 'two', 'three'].map((words) => labelOn(text, words, words)) as [
    Label,
    Label,
    Label,
  ];

  test('keeps what either side added, and drops what one side removed', () => {
    assert.deepEqual(merge([one, two], [one, two, three], [two]).annotations, [two, three]);
  });

  test('prefers a change to a removal', () => {
    const changed: Label = { ...one, kind: 'promo' };
    assert.deepEqual(merge([one], [changed], []).annotations, [changed]);
    assert.deepEqual(merge([one], [], [changed]).annotations, [changed]);
  });

  test('tells what both changed', () => {
    const ours: Label = { ...one, kind: 'promo' };
    const theirs: Label = { ...one, kind: 'legal' };
    assert.deepEqual(merge([one], [ours], [theirs]), {
      annotations: [ours],
      conflicts: [{ ours, theirs }],
    });
  });
});
