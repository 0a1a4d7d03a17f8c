import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import { closeAll, codeOf, eventually, open, outline, problems, problemsNow } from './support.ts';

describe('settings take effect at once', () => {
  const changed = new Set<string>();

  async function set(key: string, value: unknown): Promise<void> {
    changed.add(key);
    const target = vscode.ConfigurationTarget.Workspace;
    await vscode.workspace.getConfiguration('galley').update(key, value, target);
  }

  afterEach(async () => {
    for (const key of changed) await set(key, key === 'sources' ? ['corpus/**/*.txt'] : undefined);
    changed.clear();
    await closeAll();
  });

  it('galley.diagnostics.enabled', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
    await set('diagnostics.enabled', false);
    await eventually('no problems', () => problemsNow(document).length === 0 || undefined);
    await set('diagnostics.enabled', true);
    await problems(document);
  });

  it('galley.diagnostics.severity, by kind', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
    await set('diagnostics.severity', { ranking: 'error', legal: 'off' });
    const found = await eventually('an error', () => {
      const now = problemsNow(document);
      const hasError = now.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
      return hasError ? now : undefined;
    });
    assert.ok(!found.map(codeOf).includes('legal'));
  });

  it('galley.maximumSize', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
    await set('maximumSize', 100);
    await eventually('no problems', () => problemsNow(document).length === 0 || undefined);
  });

  it('galley.exclude', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
    await set('exclude', ['seeds/**']);
    await eventually('no problems', () => problemsNow(document).length === 0 || undefined);
  });

  it('galley.sources', async () => {
    const document = await open('corpus/plain.txt');
    await problems(document);
    await set('sources', []);
    await eventually('no problems', () => problemsNow(document).length === 0 || undefined);
    await set('sources', ['corpus/*.txt']);
    await problems(document);
    assert.ok((await outline(document)).length > 0);
  });

  for (const glob of ['/corpus/*.txt', './corpus/*.txt']) {
    it(`galley.sources, with a glob that starts at the folder: ${glob}`, async () => {
      await set('sources', [glob]);
      await problems(await open('corpus/plain.txt'));
    });
  }

  it('galley.highlighting', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
    await set('highlighting', { boilerplate: 'off' });
    await eventually('problems that are not faded', () => {
      const found = problemsNow(document);
      return (found.length > 0 && found.every(({ tags }) => !tags?.length)) || undefined;
    });
  });
});
