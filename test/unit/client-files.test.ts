import assert from 'node:assert/strict';
import test, { beforeEach, describe } from 'node:test';
import { CancellationToken } from 'vscode-languageserver-protocol';
import { URI } from 'vscode-uri';
import { AnnotationStore } from '../../server/src/annotations/store.ts';
import { clientFiles } from '../../server/src/clientFiles.ts';
import { FILE_LIMITS, FileRequest, type Refusal } from '../../server/src/fileProtocol.ts';
import { pathIn } from '../../server/src/uris.ts';
import { fileHandlers } from '../support/client-files.ts';
import { memory } from '../support/vscode.ts';

const handlers = fileHandlers();

async function ask(method: string, params: object, token = CancellationToken.None) {
  // As it is on the wire.
  const sent = JSON.parse(JSON.stringify(params)) as never;
  return JSON.parse(JSON.stringify(await handlers[method]?.(sent, token)));
}

const root = memory.folder.toString();
const files = clientFiles(ask, (uri) => pathIn(root, uri) !== undefined);

beforeEach(() => memory.clear());

describe('files that the client reads for the server', () => {
  test('are texts, a BOM and line ends included', async () => {
    memory.write('a.txt', '\uFEFFOne\r\nTwo 🚲\n');
    assert.equal(await files.read(memory.uri('a.txt')), '\uFEFFOne\r\nTwo 🚲\n');
    assert.equal(await files.read(memory.uri('b.txt')), undefined);
  });

  test('that are not UTF-8 or too large are refused, and the reason is told', async () => {
    memory.write('a.txt', Uint8Array.of(0x41, 0xff));
    await assert.rejects(files.read(memory.uri('a.txt')), /a\.txt: it is not UTF-8/);
    memory.write('b.txt', new Uint8Array(FILE_LIMITS.size + 1));
    await assert.rejects(files.read(memory.uri('b.txt')), /16000001 bytes; the limit is 16000000/);
    const content = 'x'.repeat(FILE_LIMITS.size + 1);
    await assert.rejects(files.at(root).write('.galley/c', content, undefined), /the limit is/);
  });

  test('are walked through within the bounds, but not what is hidden, installed, or a link', async () => {
    for (const path of ['seeds/a.txt', 'seeds/deep/b.txt', 'c d.txt', '.git/e.txt'])
      memory.write(path, path);
    for (const path of ['node_modules/f.txt', 'large.txt']) memory.write(path, 'x'.repeat(1e6 + 1));
    memory.write('link.txt', '', true);
    const found: string[] = [];
    for await (const { path, uri, stamp } of files.walk(root)) {
      found.push(path);
      assert.equal(uri, memory.uri(path));
      assert.match(stamp, /^\d+ \d+$/);
    }
    assert.deepEqual(found.sort(), ['c d.txt', 'seeds/a.txt', 'seeds/deep/b.txt']);
  });

  test('are walked through no further when nobody wants to know', async () => {
    memory.write('a.txt', '');
    const aborted = AbortSignal.abort();
    for await (const { path } of files.walk(root, { signal: aborted })) assert.fail(path);
  });

  test('have another stamp after a change', async () => {
    const stamp = async () => {
      for await (const each of files.walk(root)) return each.stamp;
      return undefined;
    };
    memory.write('a.txt', 'One');
    const before = await stamp();
    memory.write('a.txt', 'Two');
    assert.notEqual(await stamp(), before);
  });
});

describe('a folder of the client', () => {
  const folder = files.at(root);
  const path = '.galley/labels/a.txt.jsonld';

  test('is written, read, listed, and removed from', async () => {
    assert.equal(await folder.write(path, 'One', undefined), 'written');
    assert.equal(await folder.read(path), 'One');
    assert.deepEqual(await folder.list('.galley/labels'), [path]);
    assert.deepEqual(await folder.list('.galley/nothing'), []);
    assert.equal(await files.exists(memory.uri('.galley')), true);
    assert.equal(await folder.remove(path, 'One'), 'removed');
    assert.equal(await folder.read(path), undefined);
    assert.equal(await files.exists(memory.uri('.galley')), false);
  });

  test('replaces nothing that is not what the server expects', async () => {
    assert.equal(await folder.write(path, 'Mine', 'Old'), 'changed');
    memory.write(path, 'Theirs');
    assert.equal(await folder.write(path, 'Mine', undefined), 'changed');
    assert.equal(await folder.write(path, 'Mine', 'Old'), 'changed');
    assert.equal(await folder.remove(path, 'Old'), 'changed');
    assert.equal(memory.read(path), 'Theirs');
    assert.equal(await folder.write(path, 'Mine', 'Theirs'), 'written');
  });

  test('is written by one after the other', async () => {
    const written = await Promise.all([1, 2, 3].map((n) => folder.write(path, `${n}`, undefined)));
    assert.deepEqual(written, ['written', 'changed', 'changed']);
    assert.equal(memory.read(path), '1');
  });

  test('keeps the labels of two who write at the same time', async () => {
    const text = 'A story of a bridge\nShare this\n';
    const [ours, theirs] = [new AnnotationStore(folder), new AnnotationStore(files.at(root))];
    const [one, other] = [await ours.open('a.txt', text), await theirs.open('a.txt', text)];
    one.page.label([0], 'headline', { who: 'Ann', when: '2026-01-02T03:04:05Z' });
    other.page.label([1], 'share', { who: 'Bob', when: '2026-01-02T03:04:06Z' });
    const saved = await Promise.all([ours.save(one), theirs.save(other)]);
    assert.deepEqual(
      saved.map(({ type }) => type),
      ['saved', 'saved'],
    );
    const { page } = await ours.open('a.txt', text);
    assert.deepEqual(
      [...page.labels()],
      [
        [0, 'headline'],
        [1, 'share'],
      ],
    );
    assert.deepEqual(await ours.sources(), ['a.txt']);
  });
});

describe('what the server asks for', () => {
  const refusedAt = async (uri: string, method: string = FileRequest.read) => {
    const params = { uri, content: 'Mine', expected: null, all: true };
    const { type, reason } = (await ask(method, params)) as Refusal;
    return type === 'refused' ? reason : type;
  };

  const OUTSIDE = [
    'memfs://corpus/secret.txt',
    'memfs://corpus/workshop/a.txt',
    'memfs://other/work/a.txt',
    'file:///work/a.txt',
    'memfs://corpus/work/../secret.txt',
    'memfs://corpus/work/%2e%2e/secret.txt',
    'memfs://corpus/work/.galley/..%2f..%2fsecret.txt',
    'memfs://corpus/work/.galley/..%5c..%5csecret.txt',
    'memfs://corpus/work/./a.txt',
  ];
  for (const uri of OUTSIDE) {
    test(`is not touched outside of the workspace: ${uri}`, async () => {
      memory.put(URI.parse('memfs://corpus/secret.txt'), 'A secret');
      for (const method of [FileRequest.read, FileRequest.list, FileRequest.write])
        assert.equal(await refusedAt(uri, method), 'outside');
      const { stats } = await ask(FileRequest.stat, { uris: [uri] });
      assert.equal(stats[0].reason, 'outside');
      assert.deepEqual(memory.asked, []);
    });
  }

  test('is written in .galley only, and not through a link', async () => {
    const { write, remove } = FileRequest;
    for (const path of ['a.txt', 'seeds/a.txt', '.galley', '.galleyx/a', '.vscode/settings.json']) {
      assert.equal(await refusedAt(memory.uri(path), write), 'outside', path);
      assert.equal(await refusedAt(memory.uri(path), remove), 'outside', path);
    }
    memory.write('.galley/config.json', '{}', true);
    assert.equal(await refusedAt(memory.uri('.galley/config.json'), write), 'outside');
    assert.equal(memory.read('.galley/config.json'), '{}');
    assert.equal(await refusedAt(memory.uri('deep/.galley/labels/a.jsonld'), write), 'written');
  });

  test('may be no URI at all', async () => {
    assert.equal(await refusedAt('nothing of the kind'), 'failed');
  });

  test('is bounded', async () => {
    const uris = Array.from({ length: FILE_LIMITS.stats + 1 }, () => root);
    assert.equal((await ask(FileRequest.stat, { uris })).stats.length, FILE_LIMITS.stats);
    memory.write(`${'deep/'.repeat(FILE_LIMITS.depth + 1)}a.txt`, '');
    const { paths, isPartial } = await ask(FileRequest.list, { uri: root, all: true });
    assert.deepEqual([paths, isPartial], [[], true]);
  });

  test('ends when it is cancelled', async () => {
    memory.write('a.txt', '');
    const list = { uri: root, all: true };
    const { paths } = await ask(FileRequest.list, list, CancellationToken.Cancelled);
    assert.deepEqual(paths, []);
  });
});
