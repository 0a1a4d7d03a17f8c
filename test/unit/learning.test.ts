import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { describe } from 'node:test';
import { AnnotationError } from '../../server/src/annotations/checked.ts';
import { isBoilerplate } from '../../server/src/core/kinds.ts';
import { Model } from '../../server/src/core/model/model.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { SAFE } from '../../server/src/core/strip.ts';
import { type Outcome, train } from '../../server/src/learning/train.ts';
import {
  readTraining,
  type Training,
  writeTraining,
} from '../../server/src/learning/trainingFile.ts';
import { agreeingLessons, contraryLessons, page } from '../support/lessons.ts';

const model = Model.load(readFileSync('server/model/model.bin'));
const lessons = contraryLessons(model, 7);
const WHO = { who: 'Ann', when: '2026-01-02T03:04:05Z' };

async function trained(): Promise<Training> {
  const outcome = await train(model, lessons);
  assert.equal(outcome.type, 'gain');
  const { adaptation, figures } = outcome as Extract<Outcome, { type: 'gain' }>;
  return { adaptation, figures, ...WHO };
}
const training = trained();

describe('training on labels', () => {
  test('gains on sources that were put aside', async () => {
    const { figures } = await training;
    assert.equal(figures.sources, 7);
    assert.equal(figures.lines, 7 * 14);
    assert.equal(figures.rightBefore, 7 * 3);
    assert.ok(figures.rightAfter > 7 * 10, `${figures.rightAfter} of ${figures.lines}`);
    assert.ok(figures.lostAfter <= figures.lostBefore);
  });

  test('reads the next page of the site as people want it', async () => {
    const adapted = createParser(model.adapted((await training).adaptation));
    const [first] = lessons;
    const source = adapted.parse(page(7));
    const right = [...(first?.labels ?? [])].filter(([line, kind]) => source.kinds[line] === kind);
    assert.ok(right.length >= 12, `${right.length} of 14`);
  });

  test('strips no line that people wrote on any page', async () => {
    const adapted = createParser(model.adapted((await training).adaptation));
    for (const { text, labels } of lessons) {
      const flags = adapted.strips(adapted.parse(text), SAFE);
      for (const [line, kind] of labels) assert.ok(!flags[line] || isBoilerplate(kind));
    }
  });

  test('is the same whatever the order of the sources', async () => {
    const again = await train(model, [...lessons].reverse());
    assert.ok(again.type === 'gain');
    const { adaptation, figures } = await training;
    assert.deepEqual(again.adaptation, adaptation);
    assert.deepEqual(again.figures, figures);
  });

  test('is refused where people agree with the model already', async () => {
    const outcome = await train(model, agreeingLessons(model, 5));
    assert.ok(outcome.type === 'refused' && outcome.reason === 'noGain');
    assert.equal(outcome.figures.rightBefore, outcome.figures.lines);
  });

  test('is refused where there is too little to measure on', async () => {
    const outcome = await train(model, lessons.slice(0, 2));
    assert.ok(outcome.type === 'refused' && outcome.reason === 'tooFew');
    assert.equal(outcome.least.hasSources, 2);
    assert.equal(outcome.least.hasLines, 2 * 14);
  });

  test('counts the lines of a reviewed source that nobody labelled as accepted', async () => {
    const reviewed = lessons.map((lesson) => ({
      ...lesson,
      labels: new Map([...lesson.labels].slice(0, 4)),
      reviewed: true,
    }));
    const outcome = await train(model, reviewed);
    assert.ok(outcome.type === 'gain');
    assert.equal(outcome.figures.lines, 7 * 14);
  });

  test('tells how far it is, and ends when asked to', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const progress = (share: number): void => {
      told.push(share);
      stop.abort(new Error('enough'));
    };
    await assert.rejects(train(model, lessons, { progress, signal: stop.signal }), /enough/);
    assert.equal(told.length, 1);
    assert.ok(told.every((share) => share >= 0 && share <= 1));
  });
});

describe('the file of a training', () => {
  test('gives back what was written, and the same text again', async () => {
    const text = writeTraining(await training);
    const read = readTraining(text);
    assert.deepEqual(read, await training);
    assert.equal(writeTraining(read), text);
    assert.ok(text.endsWith('}\n') && text.length < 600_000);
  });

  const broken: Readonly<Record<string, [(file: Record<string, unknown>) => unknown, string]>> = {
    'another version': [(file) => ({ ...file, version: 2 }), '/version'],
    'no object': [() => [], ''],
    'no base': [(file) => ({ ...file, base: 7 }), '/base'],
    'a figure that is none': [(file) => ({ ...file, figures: { lines: -1 } }), '/figures/sources'],
    'no base64': [(file) => ({ ...file, rows: '*' }), '/rows'],
    'numbers cut short': [(file) => ({ ...file, scales: 'AAA=' }), '/scales'],
    'a number that is none': [(file) => ({ ...file, out: 'AADAfw==' }), '/out'],
    'a number without bounds': [(file) => ({ ...file, bias: 'AACAfw==' }), '/bias'],
    'features in disorder': [(file) => ({ ...file, features: 'AQAAAAEAAAA=' }), '/features'],
    'a threshold above 1': [(file) => ({ ...file, safeThreshold: 1.5 }), '/safeThreshold'],
  };
  for (const [what, [change, pointer]] of Object.entries(broken)) {
    test(`is refused with the place of what is wrong: ${what}`, async () => {
      const file = JSON.parse(writeTraining(await training)) as Record<string, unknown>;
      assert.throws(
        () => readTraining(JSON.stringify(change(file))),
        (error) => error instanceof AnnotationError && error.pointer === pointer,
      );
    });
  }

  test('is refused where it is no JSON, or far too long', () => {
    assert.throws(() => readTraining('{'), /not JSON/);
    assert.throws(() => readTraining(' '.repeat(3_000_000)), /longer than/);
  });

  test('a model takes nothing that was learned on another, or that does not fit', async () => {
    const { adaptation } = await training;
    assert.throws(() => model.adapted({ ...adaptation, base: '0' }), /of another model/);
    assert.throws(() => model.adapted({ ...adaptation, out: new Float32Array(3) }), /not fit/);
    assert.throws(() => model.adapted({ ...adaptation, rows: new Int8Array(3) }), /not fit/);
  });
});
