import * as vscode from 'vscode';
import { Model } from '../../server/src/core/model/model.ts';
import type { Lesson } from '../../server/src/learning/examples.ts';
import type { ForgetResult, TrainResult } from '../../server/src/trainingProtocol.ts';
import { agreeingLessons, contraryLessons, filesOf, page } from '../support/lessons.ts';
import * as assert from './assert.ts';
import { afterEach, before, describe, it } from './bdd.ts';
import {
  closeAll,
  eventually,
  fileUri,
  open,
  outline,
  remove,
  removeFolder,
  symbolsNow,
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
    await outline(document);
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
    const shipped = await shownOf(document);
    const trained = await run<TrainResult>('galley.trainOnMyLabels');
    assert.ok(trained.outcome === 'gain', trained.message);
    assert.equal(trained.file, fileUri(STORED).toString());
    const { sources, lines, rightBefore, rightAfter } = trained.figures;
    assert.deepEqual([sources, lines], [7, 98]);
    assert.ok(rightAfter > rightBefore, trained.message);
    assert.ok(await exists(STORED), 'it is stored');
    await eventually('an outline by what was learned', async () =>
      (await shownOf(document)) === shipped ? undefined : true,
    );
    const forgotten = await run<ForgetResult>('galley.forgetTrainedLabels');
    assert.equal(forgotten.forgotten, true);
    assert.ok(!(await exists(STORED)), 'it is gone');
    await eventually('the outline of the model that ships', async () =>
      (await shownOf(document)) === shipped ? true : undefined,
    );
  });

  it('keeps nothing where it gains nothing, and gives the figures', async () => {
    const document = await labelled(agreeingLessons(model, 5));
    const shipped = await shownOf(document);
    const trained = await run<TrainResult>('galley.trainOnMyLabels');
    assert.ok(trained.outcome === 'refused' && trained.reason === 'noGain', trained.message);
    const { lines, rightBefore, rightAfter } = trained.figures ?? {};
    assert.deepEqual([lines, rightBefore], [70, 70]);
    assert.ok((rightAfter ?? 71) <= 70);
    assert.match(trained.message, /\b70\b/);
    assert.ok(!(await exists(STORED)), 'nothing is stored');
    assert.equal(await shownOf(document), shipped);
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

/** The outline of a document right now, as one text. */
async function shownOf(document: vscode.TextDocument): Promise<string> {
  const rows = (symbols: readonly vscode.DocumentSymbol[]): unknown[] =>
    symbols.map(({ name, detail, range, children }) => [name, detail, range, rows(children)]);
  return JSON.stringify(rows(await symbolsNow(document)));
}

async function exists(name: string): Promise<boolean> {
  const found = await vscode.workspace.fs.stat(fileUri(name)).then(
    () => true,
    () => false,
  );
  return found;
}
