import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { AnnotationCommand } from '../../server/src/annotationProtocol.ts';
import { annotating, STORED } from './annotated.ts';
import { PAGE, parser } from './fixtures.ts';
import { diagnosticsAt } from './project.ts';

const SHARE = 19;
const changed = 'galley/annotationsChanged';

describe('Label as', () => {
  test('holds at once, is stored, and says who and when', async () => {
    await annotating(async ({ client, project, uri, act, annotations }) => {
      const before = (await diagnosticsAt(client, uri)).length;
      assert.ok(before > 0);
      const result = await act(AnnotationCommand.label, { version: 1, line: SHARE, kind: 'body' });
      assert.deepEqual(result, { applied: true, changed: 1 });
      assert.deepEqual(await client.expect(changed), { uri });
      const { labels, canUndo, canRedo } = await annotations();
      const [label] = labels;
      assert.deepEqual([label?.line, label?.kind, label?.who], [SHARE, 'body', 'Ann']);
      assert.ok(Math.abs(Date.parse(label?.when ?? '') - Date.now()) < 60_000);
      assert.deepEqual([canUndo, canRedo], [true, false]);
      const stored = JSON.parse(project.read(STORED));
      assert.equal(stored.items[0].body.value, 'body');
      assert.equal(stored.items[0].creator.name, 'Ann');
      const findings = await diagnosticsAt(client, uri);
      const labelled = parser.parse(PAGE, { labels: new Map([[SHARE, 'body']]) });
      assert.equal(labelled.kinds[SHARE], 'body');
      assert.ok(findings.every(({ range }) => SHARE < range.start.line || SHARE > range.end.line));
    });
  });
});
