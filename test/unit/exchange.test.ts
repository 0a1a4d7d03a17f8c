import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import test, { describe } from 'node:test';
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
import {
  EXCHANGE_READERS,
  readStandOff,
  type Shown,
  splitLines,
  strip,
} from '../support/exchange-readers.ts';
import { toyModel } from '../support/toy-model.ts';

const parser = createParser(toyModel);

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
  const labelled = document.spans.filter(({ by }) => by === 'person');
  const page = filesOf(webAnnotation, document)['.jsonld'];
  const people =
    page === undefined ? [] : readWebAnnotation(document.id, document.text, page).spans;
  assert.deepEqual(
    essence({ text: document.text, spans: people }),
    essence({ text: document.text, spans: labelled }),
  );
  checkReaders(document);
}

function filesOf(format: ExportFormat, document: ExportedSource): Readonly<Record<string, string>> {
  const written = format.write(document);
  assert.ok(typeof written === 'object');
  return written;
}

/** Whether other tools show each label on its words. */
function checkReaders(document: ExportedSource): void {
  const { text, spans } = document;
  const shown: Shown[] = spans.map(({ start, end, kind }) => ({
    label: kind,
    words: text.slice(start, end),
  }));
  for (const format of EXPORTS) {
    const read = EXCHANGE_READERS[format.name];
    if (read) assert.deepEqual(read(String(format.write(document)), text), shown, format.name);
  }
  const files = filesOf(brat, document);
  assert.equal(files['.txt'], text);
  const inParts = shown
    .map(({ label, words }) => ({ label, words: splitLines(words).filter(Boolean).join(' ') }))
    .filter(({ words }) => strip(words) !== '');
  assert.deepEqual(readStandOff(files['.ann'] ?? '', text), inParts);
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
    const label = document.spans.find(({ by }) => by === 'person');
    assert.ok(label);
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
      if (format.layout === 'lines') {
        const second = wrong(`${file}{\n`);
        assert.ok(second instanceof AnnotationError, format.name);
        assert.match(second.message, /^line 2: not JSON: /u, format.name);
      }
      assert.ok(
        wrong(file.replaceAll(label.kind, 'advert')) instanceof AnnotationError,
        format.name,
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

test('brat: what is white space alone to Python is no annotation', () => {
  const document = exported('\u0085\nA\u0085story\n\u001F\n', 1);
  assert.equal(document.spans.length, 3);
  const { '.ann': rows = '' } = filesOf(brat, document);
  assert.match(rows, /^T1\t\S+ 2 3;4 9\tA story\n$/u);
});

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
