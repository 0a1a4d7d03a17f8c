import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import test, { describe } from 'node:test';
import Ajv from 'ajv';
import fc from 'fast-check';
import type { Label } from '../../server/src/annotations/annotation.ts';
import { AnnotationError } from '../../server/src/annotations/checked.ts';
import type { PageContent } from '../../server/src/annotations/content.ts';
import { Page } from '../../server/src/annotations/page.ts';
import { KINDS, type Kind } from '../../server/src/core/kinds.ts';
import { Lines } from '../../server/src/core/lines.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { brat } from '../../server/src/exchange/brat.ts';
import {
  documentOf,
  type ExportedSource,
  type ExportFormat,
  type ImportFormat,
  type LabelledText,
} from '../../server/src/exchange/document.ts';
import { EXPORTS, IMPORTS, labelsOf } from '../../server/src/exchange/formats.ts';
import { LABELLING_CONFIG, labelStudio } from '../../server/src/exchange/labelStudio.ts';
import { schemaOrg } from '../../server/src/exchange/schemaOrg.ts';
import { readWebAnnotation, webAnnotation } from '../../server/src/exchange/webAnnotation.ts';
import { textWithAnyLineEnds } from '../support/arbitraries.ts';
import { BRAT_ROW, EXCHANGE_SCHEMAS } from '../support/exchange-schemas.ts';
import { toyModel } from '../support/toy-model.ts';

const parser = createParser(toyModel);

const ajv = new Ajv({ strict: false });
const validators = new Map(
  Object.entries(EXCHANGE_SCHEMAS).map(([name, schema]) => [name, ajv.compile(schema)] as const),
);

/** A source in which about two lines of three are labelled by somebody, with a kind that varies. */
function exported(text: string, seed = 0, id = 'seeds/a.txt'): ExportedSource {
  let count = 0;
  const page = new Page(text, { annotations: [] }, () => `urn:x:${++count}`);
  const { count: lines } = Lines.of(text);
  for (let line = 0; line < lines; line++) {
    const kind = KINDS[(line * 7 + seed) % KINDS.length] as Kind;
    if ((line + seed) % 3 > 0) {
      page.label([line], kind, { who: 'Ann', when: '2026-01-02T03:04:05Z' });
    }
  }
  return documentOf(id, parser.parse(text, { labels: page.labels() }), page.content());
}

/** Text of a document in the format's file, whatever its layout. */
function fileOf(format: ExportFormat, document: ExportedSource): string {
  const written = format.write(document);
  assert.equal(typeof written, 'string');
  return format.layout === 'array' ? `[${written}]` : `${written}\n`;
}

function roundTrip(format: ExportFormat & ImportFormat, document: ExportedSource): LabelledText {
  const [back, ...more] = format.read(fileOf(format, document), () => document.text);
  assert.ok(back && more.length === 0);
  return back;
}

/** What every format keeps: which words have which kind. */
function essence({ text, spans }: Pick<LabelledText, 'text' | 'spans'>): string[] {
  return spans.map(({ start, end, kind }) => `${start}-${end} ${kind} ${text.slice(start, end)}`);
}

const both = EXPORTS.filter((format): format is ExportFormat & ImportFormat =>
  IMPORTS.some(({ name }) => name === format.name),
);

function checkAll(document: ExportedSource): void {
  for (const format of both) {
    const back = roundTrip(format, document);
    assert.equal(back.text, document.text);
    assert.deepEqual(essence(back), essence(document), format.name);
    if (format.name !== 'doccano') {
      assert.deepEqual(
        back.spans.map(({ by }) => by),
        document.spans.map(({ by }) => by),
        format.name,
      );
    }
  }
  const files = webAnnotation.write(document);
  assert.ok(typeof files === 'object');
  const people = readWebAnnotation(document.id, document.text, files['.jsonld'] ?? '');
  const labelled = document.spans.filter(({ by }) => by === 'person');
  assert.deepEqual(essence(people), essence({ text: document.text, spans: labelled }));
  checkBrat(document);
  checkSchemas(document);
}

/** Whether what is written is what the format's documentation demands. */
function checkSchemas(document: ExportedSource): void {
  for (const format of EXPORTS) {
    const written = format.write(document);
    const schema = validators.get(format.name);
    const json = typeof written === 'string' ? written : written['.jsonld'];
    if (json === undefined) continue;
    assert.ok(schema, `${format.name} has a schema`);
    assert.ok(schema(JSON.parse(json)), `${format.name}: ${JSON.stringify(schema.errors)}`);
  }
}

/** Reads stand-off as brat does: code points, parts joined by a space. */
function checkBrat(document: ExportedSource): void {
  const files = brat.write(document);
  assert.ok(typeof files === 'object');
  const points = [...(files['.txt'] ?? '')];
  assert.equal(points.join(''), document.text);
  const rows = (files['.ann'] ?? '').split('\n').slice(0, -1);
  assert.equal(rows.length, document.spans.length);
  rows.forEach((row, index) => {
    if (!document.text.includes('\t')) assert.match(row, BRAT_ROW);
    const [, id, kind, offsets = '', words] = /^(T\d+)\t(\S+) ([\d ;]+)\t(.*)$/su.exec(row) ?? [];
    assert.equal(id, `T${index + 1}`);
    assert.equal(kind, document.spans[index]?.kind);
    const parts = offsets.split(';').map((part) => {
      const [start, end] = part.split(' ').map(Number);
      return points.slice(start, end).join('');
    });
    assert.equal(parts.join(' '), words);
    assert.doesNotMatch(words ?? '', /[\n\r\v\f\u2028\u2029\u0085]/u);
  });
}

describe('every exchange format', () => {
  test('gives back each label on its words', () => {
    fc.assert(
      fc.property(textWithAnyLineEnds, fc.nat(), (text, seed) => checkAll(exported(text, seed))),
      { numRuns: 300 },
    );
  });

  test('does so over 200 texts with emoji, CRLF, combining marks and right-to-left text', () => {
    const folder = [
      `${process.env.GALLEY_CORPUS ?? '../shared/corpus'}/pool`,
      'samples/seeds',
    ].find(existsSync);
    assert.ok(folder);
    const names = readdirSync(folder).sort();
    for (let index = 0; index < 200; index++) {
      const name = names[index % names.length] ?? '';
      const text = readFileSync(`${folder}/${name}`, 'utf8').slice(0, 20_000);
      checkAll(exported(spiced(text, index), index, name));
    }
  });

  test('says which place of a file is wrong', () => {
    const document = exported('Share this\nA story\n');
    for (const format of both) {
      const file = fileOf(format, document);
      const wrong = (content: string): unknown => {
        try {
          return format.read(content, () => document.text);
        } catch (error) {
          return error;
        }
      };
      assert.ok(wrong('{') instanceof AnnotationError, format.name);
      assert.ok(
        wrong(file.replaceAll('kicker', 'advert')) instanceof Error || !/kicker/u.test(file),
      );
      assert.ok(wrong(file.replaceAll(/\b10\b/gu, '1000')) instanceof AnnotationError, format.name);
    }
  });
});

/** A text with what is hard to count, here and there. */
function spiced(text: string, seed: number): string {
  const spices = ['👍🏽', 'e\u0301', 'שלום', '\u202Bقصة\u202C', '🌉', '\u2028', '👨‍👩‍👧', '\t'];
  return text
    .split('\n')
    .map((line, index) => {
      const spice = spices[(index + seed) % spices.length] ?? '';
      const at = (index * 13) % (line.length + 1);
      const words = index % 3 === 0 ? line.slice(0, at) + spice + line.slice(at) : line;
      return words + ((index + seed) % 4 === 0 ? '\r\n' : '\n');
    })
    .join('');
}

describe('imported labels', () => {
  test('stand on their words in a text that differs a little', () => {
    const document = exported('Share this\nA story of a bridge that opened\nMore stories\n', 1);
    const changed = `Logo\n${document.text}`;
    let count = 0;
    const newId = () => `urn:y:${++count}`;
    const labels: Label[] = labelsOf(document, { who: 'Bob', when: '2026-02-02T00:00:00Z', newId });
    const page = new Page(changed, { annotations: [] }, newId);
    page.add(labels);
    assert.equal(page.anchored.length, labels.length);
    assert.deepEqual(
      page.anchored.map(({ target }) => target.quote),
      labels.map(({ target }) => target.quote),
    );
    page.undo();
    assert.equal(page.anchored.length, 0);
  });

  test('of a model become labels only when asked for', () => {
    const document = exported('Share this\nA story\nMore\n');
    const options = { who: 'Bob', when: '2026-02-02T00:00:00Z', newId: () => 'urn:z:1' };
    assert.equal(labelsOf(document, options).length, 2);
    assert.equal(labelsOf(document, { ...options, model: true }).length, 3);
  });
});

test('Label Studio: offsets are code points, and each name of the results is in the configuration', () => {
  const [task] = JSON.parse(`[${labelStudio.write(exported('🌉 opens\n👍 this\n', 1))}]`);
  const [result] = task.annotations[0].result;
  const points = [...task.data.text];
  assert.equal(points.slice(result.value.start, result.value.end).join(''), result.value.text);
  assert.ok(LABELLING_CONFIG.includes(`name="${result.from_name}" toName="${result.to_name}"`));
  assert.ok(LABELLING_CONFIG.includes(`<Label value="${result.value.labels[0]}"/>`));
});

test('schema.org: an article with its comments', () => {
  const text = [
    'kicker| World',
    'headline| A bridge opens',
    'deck| It is long.',
    'byline| By Jane Roe',
    'body| KOBE (Kyodo) — It opened.',
    'body| It is blue.',
    'tags| Japan, bridges',
    'share| Share',
    'comment-meta| Ann',
    'comment| I like it.',
    'comment-meta| 7 ( +8 / -1 )',
  ].join('\n');
  const content: PageContent = { annotations: [] };
  const document = documentOf('a.txt', parser.parse(text), content);
  const article = JSON.parse(String(schemaOrg.write(document)));
  assert.equal(article['@type'], 'NewsArticle');
  assert.equal(article.headline, 'headline| A bridge opens');
  assert.equal(article.articleBody, 'body| KOBE (Kyodo) — It opened.\nbody| It is blue.');
  assert.equal(article.commentCount, 1);
  assert.equal(article.comment[0].text, 'comment| I like it.');
  assert.doesNotMatch(JSON.stringify(article), /Share/u);
});
