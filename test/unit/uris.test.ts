import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { joined, keyOf, parentOf, pathIn, pathOf } from '../../server/src/uris.ts';

describe('URIs', () => {
  test('have one spelling, whoever sends them', () => {
    assert.equal(keyOf('file:///a%20b/%c3%a9.txt'), keyOf('file:///a b/é.txt'));
    assert.equal(keyOf('/a/b.txt'), 'file:///a/b.txt');
    assert.equal(pathOf('memfs://host/a%20b'), '/a b');
  });

  test('lie in a folder of the same place only', () => {
    assert.equal(pathIn('file:///work', 'file:///work/seeds/a%5B1%5D.txt'), 'seeds/a[1].txt');
    assert.equal(pathIn('file:///work/', 'file:///work/a.txt'), 'a.txt');
    assert.equal(pathIn('file:///', 'file:///a.txt'), 'a.txt');
    assert.equal(pathIn('file:///work', 'file:///work'), '');
    assert.equal(pathIn('file:///work', 'file:///workshop/a.txt'), undefined);
    assert.equal(pathIn('file:///work', 'memfs:///work/a.txt'), undefined);
    assert.equal(pathIn('memfs://one/work', 'memfs://two/work/a.txt'), undefined);
  });

  test('have a parent, up to the root', () => {
    const way: string[] = [];
    for (let at = parentOf('memfs://host/a/b/c.txt'); at !== undefined; at = parentOf(at))
      way.push(at);
    assert.deepEqual(way, ['memfs://host/a/b', 'memfs://host/a', 'memfs://host/']);
    assert.equal(parentOf('untitled:Untitled-1'), undefined);
  });

  test('are joined with paths as they are, whatever signs they have', () => {
    const uri = joined('memfs://host/a b', '.galley/labels/50 % #1?.txt.jsonld');
    assert.equal(pathIn('memfs://host/a%20b', uri), '.galley/labels/50 % #1?.txt.jsonld');
  });
});
