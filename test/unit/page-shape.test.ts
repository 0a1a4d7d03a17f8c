import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type NotAPage, notAPage } from '../../server/src/core/pageShape.ts';

const rows = (count: number, row: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');

/** Source code of the project itself. */
const CODE = ['server/src/core/parser.ts', 'server/src/language/session.ts', 'scripts/test.mjs'];

describe('what is no page', () => {
  for (const name of CODE) {
    it(`is the code of ${name}`, () => {
      assert.equal(notAPage(readFileSync(name, 'utf8')), 'code');
    });
  }

  const texts: Readonly<Record<string, readonly [NotAPage, string]>> = {
    'a JSON file': ['json', JSON.stringify({ rows: rows(40, String).split('\n') }, undefined, 2)],
    'a file of JSON lines': ['json', rows(20, (id) => JSON.stringify({ id, text: 'some words' }))],
    'an HTML page': ['markup', `<!DOCTYPE html>\n<html>${'<p>One two three</p>\n'.repeat(20)}`],
    'a table': ['table', rows(30, (id) => `${id},Some name,${id * 7},x`)],
    'a table with tabs': ['table', rows(30, (id) => `${id}\tSome name\t${id * 7}`)],
    bytes: ['binary', '\u0000\u0001PK\u0003\u0004\uFFFD'.repeat(60)],
  };
  for (const [what, [reason, text]] of Object.entries(texts)) {
    it(`is ${what}`, () => assert.equal(notAPage(text), reason));
  }
});

describe('what may be a page', () => {
  for (const name of readdirSync('samples/seeds')) {
    it(`is ${name}`, () => {
      assert.equal(notAPage(readFileSync(`samples/seeds/${name}`, 'utf8')), undefined);
    });
  }

  const texts: Readonly<Record<string, string>> = {
    'a short text': '{}',
    Markdown: rows(30, (id) => (id % 3 ? `- item ${id}` : `# Part ${id}`)),
    'a poem': rows(30, (id) => `And line ${id}, with a comma, so it goes;\nand one without`),
    'a menu': rows(60, (id) => `Section ${id}`),
    'a page that shows code': `${rows(20, () => 'A sentence about the code below.')}\n${rows(20, (id) => `call(${id});`)}`,
    'a page that begins with a bracket': `[Update]\n${rows(30, () => 'A sentence of it.')}\n[1]`,
    'a thread of votes': rows(40, (id) => `${id} ( +${id} / -2 )\nReply`),
  };
  for (const [what, text] of Object.entries(texts)) {
    it(`is ${what}`, () => assert.equal(notAPage(text), undefined));
  }

  // A pattern whose cost grew faster than the text would not come to an end.
  for (const piece of ['a', ' ', '{', '=', '[1,', 'x\n', '\t', 'a=']) {
    it(`is 2,000,000 times ${JSON.stringify(piece)}`, () => {
      assert.equal(notAPage(piece.repeat(2_000_000)), undefined);
    });
  }
});
