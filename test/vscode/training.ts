import * as vscode from 'vscode';
import type { ForgetResult, TrainResult } from '../../server/src/trainingProtocol.ts';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import { closeAll, open, removeFolder } from './support.ts';

describe('Train on My Labels', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeAll();
    await removeFolder('.galley/labels');
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
