import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type DisagreementNode,
  disagreementTree,
  nextOpen,
} from '../../client/src/views/disagreementTree.ts';
import { pathTo } from '../../client/src/views/node.ts';
import { orphanTree } from '../../client/src/views/orphanTree.ts';
import {
  isFiltering,
  type SourceFilter,
  type SourceNode,
  sourceTree,
} from '../../client/src/views/sourceTree.ts';
import type {
  DisagreementsResult,
  DisagreementView,
  OrphanView,
  SourceView,
} from '../../server/src/annotationProtocol.ts';

const who = 'Ines';
const when = '2026-03-01T09:30:00Z';

describe('the tree of sources', () => {
  const sources = [
    source('seeds/10_ferry.txt'),
    source('seeds/2_bridge.txt', { progress: 'reviewed', review: { who, when } }),
    source('seeds/archive/2019/mill.txt', { progress: 'inWork', labels: 3, orphans: 1 }),
    source('notes.txt'),
  ];

  it('has folders first, numbers in the order in which people count, and progress in each folder', () => {
    assert.deepEqual(drawn(sources), [
      'seeds 1/3',
      '  archive/2019 0/1',
      '    mill.txt',
      '  2_bridge.txt',
      '  10_ferry.txt',
      'notes.txt',
    ]);
  });

  it('joins folders that hold nothing but one folder, and no others', () => {
    assert.deepEqual(drawn([source('a/b/c/one.txt'), source('a/b/two.txt')]), [
      'a/b 0/2',
      '  c 0/1',
      '    one.txt',
      '  two.txt',
    ]);
  });

  it('shows the folders of the workspace where there are several', () => {
    const folders = [source('one.txt', { folder: 'file:///w/B%C3%BCcher' }), source('two.txt')];
    assert.deepEqual(drawn(folders), ['Bücher 0/1', '  one.txt', 'work 0/1', '  two.txt']);
  });

  for (const [what, filter, shown] of [
    ['the reviewed', { standing: 'reviewed' }, ['2_bridge.txt']],
    ['those in work', { standing: 'inWork' }, ['mill.txt']],
    ['the untouched', { standing: 'untouched' }, ['10_ferry.txt', 'notes.txt']],
    ['those with orphans', { standing: 'orphaned' }, ['mill.txt']],
    ['a part of the path, in any case', { name: 'ARCHIVE/' }, ['mill.txt']],
    ['both', { standing: 'untouched', name: 'ferry' }, ['10_ferry.txt']],
    ['nothing', { name: 'cathedral' }, []],
  ] as const) {
    it(`can be narrowed to ${what}; progress counts all`, () => {
      const tree = sourceTree(sources, filter);
      assert.deepEqual(leavesOf(tree.roots), shown);
      assert.deepEqual(tree.progress, { sources: 4, reviewed: 1 });
      const [seeds] = tree.roots.filter(({ name }) => name.startsWith('seeds'));
      if (seeds?.type === 'folder' && seeds.name === 'seeds') {
        assert.deepEqual(seeds.progress, { sources: 3, reviewed: 1 });
      }
    });
  }

  it('joins no folder with the only one that a filter leaves of it', () => {
    assert.deepEqual(drawn(sources, { standing: 'inWork' }), [
      'seeds 1/3',
      '  archive/2019 0/1',
      '    mill.txt',
    ]);
  });

  it('is not filtered by an empty name', () => {
    assert.equal(isFiltering({ name: '' }), false);
    assert.equal(isFiltering({ standing: 'reviewed' }), true);
  });

  it('has the same ids when it is built anew, and a way to each of them', () => {
    const [first, second] = [sourceTree(sources).roots, sourceTree([...sources].reverse()).roots];
    assert.deepEqual(first, second);
    const way = pathTo(first, 'file:///w/work/seeds/archive/2019/mill.txt');
    assert.deepEqual(
      way.map(({ name }) => name),
      ['seeds', 'archive/2019', 'mill.txt'],
    );
    assert.deepEqual(pathTo(first, 'file:///w/work/elsewhere.txt'), []);
  });
});

describe('the tree of orphans', () => {
  it('lists them by source, where they stood in it from top to bottom', () => {
    const tree = orphanTree([
      orphan('seeds/b.txt', 'Read on', 9),
      orphan('seeds/b.txt', 'Most read', 2),
      orphan('seeds/a.txt', 'By Ines', 4),
    ]);
    const listed = tree.map(({ path, children }) => [
      path,
      ...children.map((each) => each.orphan.quote),
    ]);
    assert.deepEqual(listed, [
      ['seeds/a.txt', 'By Ines'],
      ['seeds/b.txt', 'Most read', 'Read on'],
    ]);
  });

  it('tells orphans of equal words apart', () => {
    const tree = orphanTree([
      orphan('seeds/a.txt', 'Read on', 2, 'urn:1'),
      orphan('seeds/a.txt', 'Read on', 2, 'urn:2'),
    ]);
    const ids = new Set(tree.flatMap(({ children }) => children.map(({ id }) => id)));
    assert.equal(ids.size, 2);
  });
});

describe('the tree of disagreements', () => {
  const decision = { kind: 'caption', who, when } as const;
  const result = comparison([
    dispute('seeds/b.txt', 7),
    dispute('seeds/b.txt', 3, decision),
    dispute('seeds/a.txt', 5),
  ]);
  const tree = disagreementTree(result);

  it('ends with the measures, the least agreement first', () => {
    const [kinds, bySource] = tree.slice(-2);
    assert.ok(kinds?.type === 'measures' && bySource?.type === 'measures');
    assert.deepEqual([kinds.of, bySource.of], ['kinds', 'sources']);
    assert.deepEqual(
      kinds.children.map(({ name }) => name),
      ['caption', 'tags', 'body'],
    );
  });

  it('lists the lines by source, and counts those that nobody has decided', () => {
    const sources = tree.flatMap((node) => (node.type === 'source' ? [node] : []));
    assert.deepEqual(
      sources.map(({ path, open, children }) => [
        path,
        open,
        ...children.map((each) => each.dispute.line),
      ]),
      [
        ['seeds/a.txt', 1, 5],
        ['seeds/b.txt', 1, 3, 7],
      ],
    );
  });

  it('leads from one open line to the next, and from the last to the first', () => {
    const first = nextOpen(tree, undefined);
    assert.deepEqual(placeOf(first), ['seeds/a.txt', 5]);
    const second = nextOpen(tree, first?.id);
    assert.deepEqual(placeOf(second), ['seeds/b.txt', 7]);
    assert.deepEqual(placeOf(nextOpen(tree, second?.id)), ['seeds/a.txt', 5]);
  });

  it('tells the pairs of three people on one line apart', () => {
    const third = { kind: 'credit', who: 'Mara', when } as const;
    const line = dispute('seeds/a.txt', 5);
    const both = disagreementTree(comparison([line, { ...line, b: third }]));
    const ids = both.flatMap(({ children = [] }) => children.map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('leads nowhere once all is decided', () => {
    const decided = disagreementTree(comparison([dispute('seeds/a.txt', 5, decision)]));
    assert.equal(nextOpen(decided, undefined), undefined);
  });

  it('is empty where no line has two labels', () => {
    const none = { units: 0, agreed: 0, byKind: [], bySource: [], disagreements: [] };
    assert.deepEqual(disagreementTree(none), []);
  });

  function placeOf(node: DisagreementNode | undefined): unknown {
    return node?.type === 'dispute' ? [node.dispute.path, node.dispute.line] : undefined;
  }
});

function drawn(sources: readonly SourceView[], filter: SourceFilter = {}): string[] {
  const draw = (node: SourceNode, indent: string): string[] =>
    node.type === 'source'
      ? [indent + node.name]
      : [
          `${indent}${node.name} ${node.progress.reviewed}/${node.progress.sources}`,
          ...node.children.flatMap((child) => draw(child, `${indent}  `)),
        ];
  return sourceTree(sources, filter).roots.flatMap((node) => draw(node, ''));
}

function leavesOf(nodes: readonly SourceNode[]): string[] {
  return nodes.flatMap((node) => (node.type === 'source' ? [node.name] : leavesOf(node.children)));
}

function source(path: string, more: Partial<SourceView> = {}): SourceView {
  const folder = more.folder ?? 'file:///w/work';
  const none = { progress: 'untouched', labels: 0, notes: 0, orphans: 0 } as const;
  return { uri: `${folder}/${path}`, path, folder, ...none, ...more };
}

function orphan(path: string, quote: string, line: number, id = `urn:${quote}`): OrphanView {
  const uri = `file:///w/work/${path}`;
  return { uri, path, id, quote, prefix: '', suffix: '', kind: 'body', who, when, line };
}

function dispute(
  path: string,
  line: number,
  decision?: DisagreementView['decision'],
): DisagreementView {
  const uri = `file:///w/work/${path}`;
  const [a, b] = [
    { kind: 'body', who, when },
    { kind: 'caption', who: 'Bo', when },
  ] as const;
  return { uri, path, line, quote: 'The lock at noon', a, b, ...(decision && { decision }) };
}

function comparison(disagreements: readonly DisagreementView[]): DisagreementsResult {
  return {
    units: 40,
    agreed: 37,
    kappa: 0.9,
    alpha: 0.9,
    byKind: [
      { kind: 'body', units: 30, agreed: 27, kappa: 0.8, alpha: 0.8 },
      { kind: 'tags', units: 4, agreed: 3 },
      { kind: 'caption', units: 6, agreed: 3, kappa: 0.4, alpha: 0.39 },
    ],
    bySource: [{ uri: 'file:///w/work/seeds/a.txt', path: 'seeds/a.txt', units: 20, agreed: 19 }],
    disagreements,
  };
}
