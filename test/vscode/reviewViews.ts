import * as vscode from 'vscode';
import type { Galley } from '../../client/src/startClient.ts';
import type { ViewContent, ViewName } from '../../client/src/views/reviewViews.ts';
import type { Row } from '../../client/src/views/row.ts';
import { labelFile, type Said } from '../support/label-file.ts';
import * as assert from './assert.ts';
import { afterEach, beforeEach, describe, it } from './bdd.ts';
import {
  closeAll,
  eventually,
  fileUri,
  open,
  readText,
  removeFolder,
  statusNow,
  write,
} from './support.ts';

/** Each test has sources of its own: VS Code keeps documents for a while, and the server with them. */
let round = 0;
const home = () => `review-${round}`;
const harbour = () => `000_harbour-${round}.txt`;
const ferry = () => `001_ferry-${round}.txt`;
const source = () => `${home()}/${harbour()}`;
const other = () => `${home()}/deeper/${ferry()}`;
const byline = () => `By Ines Moor, round ${round}`;
const storeOf = (name: string) => `.galley/labels/${name}.jsonld`;

const text = () => `The harbour bridge closes for a week
${byline()}
The bridge will be painted, the council said on Monday.
Sailors may pass at noon and at midnight.
`;

describe('the views of Galley', () => {
  beforeEach(makeSources);

  afterEach(async () => {
    await run('galley.clearSourceFilter');
    await run('galley.compareLabels', {});
    await closeAll();
    for (const name of [home(), 'people', '.galley/labels']) await removeFolder(name);
  });

  it('lists every source by folder, and how many of each are reviewed', async () => {
    const rows = await rowsOf('sources', (all) => all.some(({ label }) => label === home()));
    const at = rows.findIndex(({ label }) => label === home());
    const shown = rows.slice(at, at + 4).map(({ depth, label, description }) => {
      return `${'  '.repeat(depth)}${label}: ${description}`;
    });
    assert.deepEqual(shown, [
      `${home()}: 0 of 2 reviewed`,
      '  deeper: 0 of 1 reviewed',
      `    ${ferry()}: untouched`,
      `  ${harbour()}: untouched`,
    ]);
  });

  it('says of each row by words what its picture shows', async () => {
    for (const { label, spoken } of await rowsOf('sources', has(harbour()))) {
      assert.ok(spoken.startsWith(label), spoken);
    }
  });

  it('marks a source as reviewed that is not open, says who did, and takes that back', async () => {
    const { target } = await rowOf('sources', ferry());
    await run('galley.markReviewed', target);
    const reviewed = await rowOf('sources', ferry(), /^reviewed/);
    assert.match(reviewed.tooltip, /Reviewed by \S/);
    await rowOf('sources', home(), /^1 of 2 reviewed/);
    assert.match(await readText(storeOf(other())), /"galley:review"/);
    await run('galley.unmarkReviewed', reviewed.target);
    await rowOf('sources', ferry(), /^untouched/);
  });

  it('marks all that are selected', async () => {
    const { target } = await rowOf('sources', harbour());
    const { target: second } = await rowOf('sources', ferry());
    await run('galley.markReviewed', target, [target, second]);
    await rowOf('sources', home(), /^2 of 2 reviewed/);
  });

  it('follows what is decided in the editor', async () => {
    await rowOf('sources', harbour(), /^untouched/);
    await label(1, 'byline');
    await rowOf('sources', harbour(), /^in work · 1 label/);
  });

  it('says in the status item how many lines of a source are left, or who reviewed it', async () => {
    await label(1, 'byline');
    await eventually(
      'what is left',
      () => /3 lines left/.test(statusNow().detail ?? '') || undefined,
    );
    await run('galley.markReviewed');
    await eventually('who did', () => /reviewed by \S/.test(statusNow().detail ?? '') || undefined);
  });

  it('narrows the sources to a state or a part of the path, and back', async () => {
    await label(1, 'byline');
    await rowOf('sources', harbour(), /^in work/);
    await run('galley.filterSources', { standing: 'inWork' });
    const worked = await contentOf('sources', hasNot(ferry()));
    assert.ok(worked.rows.some(({ label: name }) => name === harbour()));
    assert.match(worked.message ?? '', /in work/);
    await run('galley.filterSources', { name: 'DEEPER/' });
    const deeper = await contentOf('sources', hasNot(harbour()));
    assert.ok(deeper.rows.some(({ label: name }) => name === ferry()));
    await run('galley.clearSourceFilter');
    await rowsOf('sources', (all) => has(harbour())(all) && has(ferry())(all));
  });

  it('lists a label whose words are gone, and puts it on the words that are selected', async () => {
    const { target } = await makeOrphan();
    const document = await open(source());
    const start = document.getText().indexOf('Ann Quay');
    select(document, start, start + 'Ann Quay'.length);
    await run('galley.reattachOrphan', target);
    await rowsOf('orphans', hasNot(byline()));
    await rowOf('sources', harbour(), /^in work · 1 label$/);
    assert.match(await readText(storeOf(source())), /Ann Quay/);
  });

  it('decides nothing by showing where an orphan stood', async () => {
    const { target } = await makeOrphan();
    const stored = await readText(storeOf(source()));
    await run('galley.showWhereOrphanStood', target);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), fileUri(source()).toString());
    assert.equal(editor?.selection.isEmpty, true);
    assert.equal(editor?.selection.start.line, 1);
    await run('galley.reattachOrphan', target);
    await rowOf('orphans', byline());
    assert.equal(await readText(storeOf(source())), stored);
  });

  it('discards an orphan, and brings it back', async () => {
    const { target } = await makeOrphan();
    await run('galley.discardOrphan', target);
    await rowsOf('orphans', hasNot(byline()));
    await run('galley.undoLabel');
    await rowOf('orphans', byline(), /byline/);
  });

  it('compares two sets of labels, decides line by line, and keeps both labels', async () => {
    await run('galley.compareLabels', await makeSets());
    const dispute = await rowOf('disagreements', 'byline ↔ credit', new RegExp(`^${byline()}$`));
    const { rows, message, description } = await contentOf('disagreements', has(dispute.label));
    assert.match(message ?? '', /^κ .* α .* 2 of 3/);
    assert.equal(description, 'ines ↔ bo');
    assert.ok(rows.some(({ label: name }) => name === 'Agreement by kind'));
    assert.match(dispute.spoken, new RegExp(`^${byline()}, Line 2, byline: Ines.*credit: Bo`));
    await run('galley.takeLeftLabel', dispute.target);
    const decided = await rowOf('disagreements', 'byline ↔ credit → byline');
    assert.match(decided.tooltip, /byline: Ines[\s\S]*credit: Bo[\s\S]*Decided: byline/);
    const stored = await readText(storeOf(source()));
    for (const kind of ['byline', 'credit']) assert.match(stored, new RegExp(`"${kind}"`));
  });

  it('takes the other side, too, and takes it back', async () => {
    await run('galley.compareLabels', await makeSets());
    const { target } = await rowOf('disagreements', 'byline ↔ credit', new RegExp(byline()));
    await run('galley.takeRightLabel', target);
    await rowOf('disagreements', 'byline ↔ credit → credit');
    await run('galley.undoLabel');
    await rowOf('disagreements', 'byline ↔ credit');
  });
});

function run(command: string, ...args: readonly unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(command, ...args);
}

async function makeSources(): Promise<void> {
  round++;
  await write(source(), text());
  await write(other(), text().replace('harbour bridge', 'ferry'));
}

/** Labels a line in an editor, by its zero-based number. */
async function label(line: number, kind: string): Promise<void> {
  const document = await open(source());
  const { range } = document.lineAt(line);
  select(document, document.offsetAt(range.start), document.offsetAt(range.end));
  await run('galley.labelLines', kind);
}

function select(document: vscode.TextDocument, start: number, end: number): void {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor?.document === document);
  editor.selection = new vscode.Selection(document.positionAt(start), document.positionAt(end));
}

/** A label on the byline, whose words are another's then. */
async function makeOrphan(): Promise<Row> {
  await label(1, 'byline');
  await eventually('the label in its file', async () => {
    return /byline/.test(await readText(storeOf(source())).catch(() => '')) || undefined;
  });
  await closeAll();
  await write(source(), text().replace(byline(), 'Words and pictures: Ann Quay'));
  return rowOf('orphans', byline(), /byline/);
}

/** Two folders of labels of the first three lines: of the second line they say two things. */
async function makeSets(): Promise<{ readonly a: string; readonly b: string }> {
  const alike = (who: string): Said[] => [
    { who, kind: 'headline', words: 'The harbour bridge closes for a week' },
    { who, kind: 'body', words: 'Sailors may pass at noon and at midnight.' },
  ];
  const words = byline();
  const first = labelFile(source(), text(), [
    ...alike('Ines'),
    { who: 'Ines', kind: 'byline', words },
  ]);
  const second = labelFile(source(), text(), [
    ...alike('Bo'),
    { who: 'Bo', kind: 'credit', words },
  ]);
  await write(`people/ines/${storeOf(source())}`, first);
  await write(`people/bo/${storeOf(source())}`, second);
  return { a: fileUri('people/ines').toString(), b: fileUri('people/bo').toString() };
}

const has = (name: string) => (rows: readonly Row[]) =>
  rows.some(({ label: each }) => each === name);
const hasNot = (name: string) => (rows: readonly Row[]) => !has(name)(rows);

async function contentOf(
  name: ViewName,
  isThere: (rows: readonly Row[]) => boolean,
): Promise<ViewContent> {
  const galley = await vscode.extensions.getExtension<Galley>('galley.galley')?.activate();
  if (!galley) throw new Error('Galley is not here');
  return eventually(`what was expected in the view ${name}`, async () => {
    const content = await galley.view(name);
    return isThere(content.rows) ? content : undefined;
  });
}

async function rowsOf(
  name: ViewName,
  isThere: (rows: readonly Row[]) => boolean,
): Promise<readonly Row[]> {
  return (await contentOf(name, isThere)).rows;
}

/** A row of a view by its label, once it says what it should. */
async function rowOf(name: ViewName, text: string, says = /./): Promise<Row> {
  const isIt = (row: Row): boolean => row.label === text && says.test(row.description);
  const rows = await rowsOf(name, (all) => all.some(isIt));
  const found = rows.find(isIt);
  assert.ok(found);
  return found;
}
