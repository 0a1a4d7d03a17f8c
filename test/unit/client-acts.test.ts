import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Acts } from '../../client/src/annotating/acts.ts';
import { actsMiddleware } from '../../client/src/annotating/middleware.ts';
import { type ActResult, AnnotationCommand } from '../../server/src/annotationProtocol.ts';
import { commands, said } from '../support/vscode.ts';

const ONE = 'file:///seeds/one.txt';
const TWO = 'file:///seeds/two.txt';
const DONE: ActResult = { applied: true, changed: 1 };

/** What the server was asked, as `galley.label one.txt`, and what it answers to each command. */
const asked: string[] = [];
let answers: Partial<Record<string, () => ActResult>> = {};
let acts: Acts;

const run = (command: string, uri: string, line?: number) =>
  commands.executeCommand(command, { uri, line } as never) as Promise<ActResult>;

beforeEach(() => {
  acts = new Acts();
  answers = {};
  asked.length = 0;
  said.length = 0;
  const middleware = actsMiddleware(acts);
  for (const command of Object.values(AnnotationCommand)) {
    commands.registerCommand(command, (args: { readonly uri: string }) =>
      middleware(command, [args], () => {
        asked.push(`${command} ${args.uri.split('/').at(-1)}`);
        return Promise.resolve().then(answers[command] ?? (() => DONE));
      }),
    );
  }
});

describe('the acts of a window', () => {
  it('are undone from the last to the first, in whatever source they were', async () => {
    await run(AnnotationCommand.label, ONE, 3);
    await run(AnnotationCommand.unlabel, TWO, 5);
    asked.length = 0;
    assert.deepEqual(await acts.undo(ONE), { uri: TWO, line: 5, steps: 1 });
    assert.deepEqual(await acts.undo(ONE), { uri: ONE, line: 3, steps: 1 });
    assert.deepEqual(asked, ['galley.undoAnnotation two.txt', 'galley.undoAnnotation one.txt']);
  });

  it('are redone in their order, until something else is done', async () => {
    await run(AnnotationCommand.label, ONE, 3);
    await run(AnnotationCommand.label, ONE, 4);
    await acts.undo(ONE);
    await acts.undo(ONE);
    assert.equal((await acts.redo(ONE))?.line, 3);
    await run(AnnotationCommand.label, TWO, 9);
    answers[AnnotationCommand.redo] = () => ({ applied: true, changed: 0 });
    assert.equal(await acts.redo(undefined), undefined);
  });

  it('are one where they were done together', async () => {
    await acts.together({ uri: ONE, line: 1 }, async () => {
      await run(AnnotationCommand.label, ONE, 1);
      return run(AnnotationCommand.label, ONE, 7);
    });
    asked.length = 0;
    assert.deepEqual(await acts.undo(TWO), { uri: ONE, line: 1, steps: 2 });
    assert.equal(asked.length, 2);
  });

  it('are none where nothing changed, or where it cannot be undone', async () => {
    answers[AnnotationCommand.label] = () => ({ applied: true, changed: 0 });
    await run(AnnotationCommand.label, ONE, 1);
    await run(AnnotationCommand.review, ONE);
    assert.equal(await acts.undo(undefined), undefined);
    assert.deepEqual(said, ['Galley: nothing was done in this window.']);
  });

  it('are what could not be stored, too: it holds until it can', async () => {
    answers[AnnotationCommand.label] = () => ({
      applied: false,
      changed: 1,
      message: 'Disk full.',
    });
    await run(AnnotationCommand.label, ONE, 1);
    assert.equal((await acts.undo(undefined))?.uri, ONE);
  });

  it('are forgotten with the server that knew them', async () => {
    await run(AnnotationCommand.label, ONE, 3);
    acts.forget();
    assert.equal(await acts.undo(undefined), undefined);
  });

  it('of the server’s history are undone on the source at hand where none was done here', async () => {
    assert.deepEqual(await acts.undo(TWO), { uri: TWO, line: undefined, steps: 1 });
  });
});

describe('an act that fails', () => {
  it('says once why', async () => {
    answers[AnnotationCommand.label] = () => ({ applied: false, changed: 0, message: 'Moved on.' });
    await run(AnnotationCommand.label, ONE, 1);
    assert.deepEqual(said, ['Galley: Moved on.']);
  });

  it('says so where the server has no words for it, and where it throws', async () => {
    answers[AnnotationCommand.label] = () => ({ applied: false, changed: 0 });
    await run(AnnotationCommand.label, ONE, 1);
    answers[AnnotationCommand.label] = () => {
      throw new Error('galley.label needs other arguments');
    };
    assert.equal((await run(AnnotationCommand.label, ONE, 1)).applied, false);
    assert.deepEqual(said, [
      'Galley: Nothing was changed: see the output of Galley.',
      'Galley: galley.label needs other arguments',
    ]);
  });

  it('is none of another command: that goes through as it is', async () => {
    const middleware = actsMiddleware(acts);
    const failing = middleware('galley.other', [], () => Promise.reject(new Error('no')));
    await assert.rejects(Promise.resolve(failing), /^Error: no$/);
    assert.deepEqual(said, []);
  });
});
