import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { describe, it } from './bdd.ts';

describe('Restricted Mode', () => {
  it('is on, and Galley says that it needs no trust', () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const { capabilities } = vscode.extensions.getExtension('galley.galley')?.packageJSON ?? {};
    assert.deepEqual(capabilities.untrustedWorkspaces, { supported: true });
  });
});
