import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { describe } from 'node:test';
import { type Annotation, targetOf } from '../../server/src/annotations/annotation.ts';
import type { PageContent } from '../../server/src/annotations/content.ts';
import { pathOf } from '../../server/src/annotations/iri.ts';
import { serialize } from '../../server/src/annotations/jsonld.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { documentOf } from '../../server/src/exchange/document.ts';
import { schemaOrg } from '../../server/src/exchange/schemaOrg.ts';
import { webAnnotation } from '../../server/src/exchange/webAnnotation.ts';
import { understood } from '../support/json-ld.ts';
import { toyModel } from '../support/toy-model.ts';

const parser = createParser(toyModel);

describe('a page of annotations', () => {
  const text = 'Share this\nA story 🌉 of a bridge\nShare this\n';
  const about = { creator: 'Ann', created: '2026-01-02T03:04:05Z' };
  const label = (id: string, start: number): Annotation => ({
    type: 'label',
    id: `urn:x:${id}`,
    kind: 'share',
    target: { ...targetOf(text, start, start + 10), repeated: true, text: 'abc' },
    ...about,
  });
  const note = (id: string, replyTo?: string): Annotation => ({
    type: 'note',
    id: `urn:x:${id}`,
    text: 'Is this one?',
    resolved: replyTo !== undefined,
    target: targetOf(text, 11, 18),
    modified: '2026-01-03T00:00:00.5Z',
    ...(replyTo === undefined ? {} : { replyTo: `urn:x:${replyTo}` }),
    ...about,
  });
  const decision = { ...label('c', 0), adjudicates: ['urn:x:a'] } as Annotation;
  const content: PageContent = {
    annotations: [label('a', 0), label('b', 35), decision, note('d'), note('e', 'd')],
    review: { by: 'Bob', at: '2026-02-02T03:04:05Z' },
  };
  const BASE = 'https://example.org/project/.galley/labels/a.jsonld';

  test('is to a JSON-LD processor all that it is to us', async () => {
    const file = serialize(text, 'seeds/a.txt', content);
    assert.deepEqual(await understood(file, BASE), JSON.parse(file));
  });

  test('would lose a member that has no meaning', async () => {
    const page = JSON.parse(serialize(text, 'seeds/a.txt', content));
    page['galley:review'].where = 'here';
    await assert.rejects(understood(JSON.stringify(page), BASE), /Safe mode/u);
  });

  test('is an IRI of its own, and names its source by another, whatever the path', async () => {
    for (const source of ['seeds/a.txt', '50 % [off]? #1: “a” 橋.txt', 'C:/a.txt', '%41.txt']) {
      const page = JSON.parse(serialize(text, source, content));
      assert.equal(new URL(page.id, BASE).href, `${BASE}#page`);
      const named: string = page.items[0].target.source;
      const { pathname, search, hash, host } = new URL(named, 'https://example.org/');
      assert.deepEqual([decodeURIComponent(pathname), search, hash], [`/${source}`, '', '']);
      assert.equal(host, 'example.org');
      assert.equal(pathOf(named), source);
    }
  });

  test('has an annotation at least: none is exported of a source that nobody annotated', () => {
    const of = (page: PageContent) =>
      webAnnotation.write(documentOf('a', parser.parse(text), page));
    assert.deepEqual(of({ annotations: [], review: { by: 'Bob', at: about.created } }), {});
    assert.deepEqual(Object.keys(of(content)), ['.jsonld']);
  });
});

describe("an article is one to schema.org's types", () => {
  /** What the compiler says of articles, as Google's types of the vocabulary have them. */
  function complaintsOf(articles: readonly string[]): string {
    const folder = path.resolve('out/schema.org');
    mkdirSync(folder, { recursive: true });
    const declared = articles.map(
      (article, index) => `export const article${index}: WithContext<NewsArticle> = ${article};`,
    );
    const types = "import type { NewsArticle, WithContext } from 'schema-dts';";
    writeFileSync(path.join(folder, 'articles.ts'), [types, ...declared, ''].join('\n'));
    const compilerOptions = { strict: true, noEmit: true, module: 'preserve', types: [] };
    const config = { compilerOptions, files: ['articles.ts'] };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = path.resolve('node_modules/typescript/bin/tsc');
    return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout;
  }

  const exported = (id: string, text: string): string =>
    String(schemaOrg.write(documentOf(id, parser.parse(text), { annotations: [] })));

  const EVERYTHING = exported(
    'a.txt',
    [
      'kicker| World',
      'headline| A bridge opens',
      'headline| A bridge, at last',
      'deck| It is long.',
      'byline| By Jane Roe',
      'credit| Photo: John Roe',
      'caption| The bridge',
      'body| KOBE (Kyodo) — It opened.',
      'tags| Japan, bridges',
      'comment-meta| Ann',
      'comment| I like it.',
      'comment-meta| 7 ( +8 / -1 )',
    ].join('\n'),
  );

  test('with all that it may have, and as it is of each sample', () => {
    const article = JSON.parse(EVERYTHING);
    for (const member of ['author', 'comment', 'associatedMedia', 'creditText', 'dateline']) {
      assert.ok(member in article, member);
    }
    const samples = readdirSync('samples/seeds').map((name) =>
      exported(name, readFileSync(`samples/seeds/${name}`, 'utf8')),
    );
    assert.equal(complaintsOf([EVERYTHING, exported('b.txt', ''), ...samples]), '');
  });

  test('and they would not take what the vocabulary has not', () => {
    const wrong = EVERYTHING.replace('ImageObject', 'MediaObject');
    assert.match(complaintsOf([wrong]), /'?"?caption"?'? does not exist/u);
  });
});
