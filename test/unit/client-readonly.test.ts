import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { TextDocument } from 'vscode';
import { URI } from 'vscode-uri';
import { ReadOnly } from '../../client/src/annotating/readonly.ts';
import { type FakeGroup, groups, TabInputText } from '../support/vscode-tabs.ts';
import { commands } from '../support/vscode-window.ts';

/** A group whose tabs are named; what is no text has no name. The one in front is marked by `*`. */
function group(viewColumn: number, ...names: readonly string[]): FakeGroup {
  const tabs = names.map((name) => ({
    input: name.startsWith('!') ? {} : new TabInputText(uriOf(name.replace('*', ''))),
    isPreview: false,
  }));
  return { viewColumn, tabs, activeTab: tabs[names.findIndex((name) => name.endsWith('*'))] };
}

function uriOf(name: string): URI {
  return URI.file(`/${name}`);
}

function documentOf(name: string): TextDocument {
  return { uri: uriOf(name) } as unknown as TextDocument;
}

describe('sources that are read-only for a while', () => {
  /** What VS Code has as read-only: its commands mean what has the cursor. */
  const inSession = new Set<string>();
  const disposables: { dispose(): unknown }[] = [];
  let readOnly: ReadOnly;

  beforeEach(() => {
    readOnly = new ReadOnly();
    const on = (what: string, act: (path: string) => void) =>
      commands.registerCommand(`workbench.action.files.${what}ActiveEditorReadonlyInSession`, () =>
        act(groups.activeText?.path ?? ''),
      );
    disposables.push(
      on('set', (path) => inSession.add(path)),
      on('reset', (path) => inSession.delete(path)),
    );
  });
  afterEach(() => {
    for (const each of disposables.splice(0)) each.dispose();
    inSession.clear();
  });

  /** Has the sources come in front one after the other, and locks each. */
  async function locked(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      groups.open([group(1, `${name}*`)], 1);
      await readOnly.lock(documentOf(name));
    }
    assert.deepEqual(
      [...inSession],
      names.map((name) => `/${name}`),
    );
  }

  test('are released wherever they are behind, and all is in front that was', async () => {
    await locked('a', 'b', 'c');
    groups.open([group(1, 'a', 'notes*', 'b'), group(2, 'other*'), group(3, 'c*')], 2);
    await readOnly.releaseAll();
    assert.deepEqual([...inSession], []);
    assert.deepEqual(groups.shown, ['1 /a', '1 /b', '1 /notes', '3 /c', '2 /other']);
    assert.equal(groups.activeText?.path, '/other');
  });

  test('stay so behind what could not be put back, until they are shown', async () => {
    await locked('a', 'b');
    groups.open([group(1, 'a', '!picture*'), group(2, 'other*', 'b')], 2);
    await readOnly.releaseAll();
    assert.deepEqual([...inSession], ['/a']);
    groups.open([group(1, 'a*', '!picture')], 1);
    await readOnly.release(documentOf('a'));
    assert.deepEqual([...inSession], []);
  });

  test('are released though one of them cannot be shown any more', async () => {
    await locked('gone', 'a');
    groups.open([group(1, 'gone', 'a', 'notes*')], 1);
    await readOnly.releaseAll();
    assert.deepEqual([...inSession], ['/gone']);
    assert.equal(groups.activeText?.path, '/notes');
  });

  test('are not locked nor released by what comes in front meanwhile', async () => {
    await locked('a', 'b');
    groups.open([group(1, 'a', 'b', 'notes*')], 1);
    // As events of the editors that are shown have it.
    const all = [readOnly.releaseAll(), readOnly.release(documentOf('a'))];
    all.push(readOnly.lock(documentOf('b')));
    await Promise.all(all);
    assert.deepEqual([...inSession], []);
    assert.equal(groups.activeText?.path, '/notes');
  });
});
