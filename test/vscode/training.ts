import * as vscode from 'vscode';
import { Model } from '../../server/src/core/model/model.ts';
import type { Lesson } from '../../server/src/learning/examples.ts';
import type { ForgetResult, TrainResult } from '../../server/src/trainingProtocol.ts';
import { agreeingLessons, contraryLessons, filesOf, page } from '../support/lessons.ts';
import * as assert from './assert.ts';
import { afterEach, before, describe, it } from './bdd.ts';
import {
  closeAll,
  codeOf,
  eventually,
  fileUri,
  open,
  outline,
  problems,
  problemsNow,
  remove,
  removeFolder,
  rowsNow,
  write,
} from './support.ts';

const STORED = '.galley/model.json';
/** A source of the same site that nobody labelled. */
const NEXT = 'seeds/next.txt';

describe('Train on My Labels', () => {
  const written = new Set<string>();
  let model: Model;

  before(async () => {
    const extension = vscode.extensions.getExtension('galley.galley');
    if (!extension) throw new Error('Galley is not installed');
    const uri = vscode.Uri.joinPath(extension.extensionUri, 'dist/model.bin');
    model = Model.load(await vscode.workspace.fs.readFile(uri));
  });

  /** Has people label the sources of a site, and opens one that they did not. */
  async function labelled(lessons: readonly Lesson[]): Promise<vscode.TextDocument> {
    for (const [name, text] of Object.entries({ ...filesOf(lessons), [NEXT]: page(7) })) {
      written.add(name);
      await write(name, text);
    }
    const document = await open(NEXT);
    await problems(document);
    return document;
  }

  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeAll();
    for (const name of written) await remove(name);
    written.clear();
    await removeFolder('.galley/labels');
    await remove(STORED);
  });

  it('reads the sources of the folder better from then on, until it is forgotten', async () => {
    const document = await labelled(contraryLessons(model, 7));
    const shipped = shownOf(document);
    await outline(document);
    const rows = (await rowsNow(document)).join();
    const trained = await run<TrainResult>('galley.trainOnMyLabels');
    assert.ok(trained.outcome === 'gain', trained.message);
    assert.equal(trained.file, fileUri(STORED).toString());
    const { sources, lines, rightBefore, rightAfter } = trained.figures;
    assert.deepEqual([sources, lines], [7, 98]);
    assert.ok(rightAfter > rightBefore, trained.message);
    assert.ok(await exists(STORED), 'it is stored');
    await eventually('problems by what was learned', () => {
      const shown = shownOf(document);
      return shown === shipped || shown === '[]' ? undefined : shown;
    });
    await eventually('the outline by what was learned', async () => {
      const now = (await rowsNow(document)).join();
      return now !== rows && now !== '';
    });
    const forgotten = await run<ForgetResult>('galley.forgetTrainedLabels');
    assert.equal(forgotten.forgotten, true);
    assert.ok(!(await exists(STORED)), 'it is gone');
    await eventually('the problems by the model that ships', () =>
      shownOf(document) === shipped ? true : undefined,
    );
    await eventually(
      'the outline by the model that ships',
      async () => (await rowsNow(document)).join() === rows,
    );
  });

  it('keeps nothing where it gains nothing, and gives the figures', async () => {
    const document = await labelled(agreeingLessons(model, 5));
    const shipped = shownOf(document);
    const trained = await run<TrainResult>('galley.trainOnMyLabels');
    assert.ok(trained.outcome === 'refused' && trained.reason === 'noGain', trained.message);
    const { lines, rightBefore, rightAfter } = trained.figures ?? {};
    assert.deepEqual([lines, rightBefore], [70, 70]);
    assert.ok((rightAfter ?? 71) <= 70);
    assert.match(trained.message, /\b70\b/);
    assert.ok(!(await exists(STORED)), 'nothing is stored');
    assert.equal(shownOf(document), shipped);
  });

  it('keeps nothing where there is too little to learn from, and says so', async () => {
    await open('seeds/000_harbour-bridge.txt');
    const trained = await run<TrainResult>('galley.trainOnMyLabels');
    assert.ok(trained.outcome === 'refused', trained.message);
    assert.equal(trained.reason, 'tooFew');
    assert.match(trained.message, /\d/);
    const forgotten = await run<ForgetResult>('galley.forgetTrainedLabels');
    assert.equal(forgotten.forgotten, false);
  });
});

async function run<R>(command: string): Promise<R> {
  return vscode.commands.executeCommand<R>(command);
}

/** The problems of a document right now, by kind and lines. */
function shownOf(document: vscode.TextDocument): string {
  const rows = problemsNow(document).map((each) => [each.range.start.line, codeOf(each)]);
  return JSON.stringify(rows.sort(([a], [b]) => Number(a) - Number(b)));
}

async function exists(name: string): Promise<boolean> {
  const found = await vscode.workspace.fs.stat(fileUri(name)).then(
    () => true,
    () => false,
  );
  return found;
}
