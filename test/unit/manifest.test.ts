import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Command, NoteCommand } from '../../client/src/commandIds.ts';
import { withGeneratedParts } from '../../scripts/manifest.ts';
import { EDITOR_SETTINGS } from '../../server/src/settings/settings.ts';

const read = (name: string) => JSON.parse(readFileSync(name, 'utf8'));

describe('the manifest', () => {
  const manifest = read('package.json');
  const strings = read('package.nls.json');

  it('holds the settings, token types and keys of the sources (else: npm run manifest)', () => {
    const fresh = withGeneratedParts(manifest, strings);
    assert.deepEqual(manifest, fresh.manifest);
    assert.deepEqual(strings, fresh.strings);
  });

  it('has a display string for each placeholder and a placeholder for each string', () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, name]) => name);
    assert.deepEqual(new Set(used), new Set(Object.keys(strings)));
  });

  it('scopes every setting to its resource, but for those of the editor alone', () => {
    const ofEditor = new Set(EDITOR_SETTINGS.map(({ key }) => `galley.${key}`));
    for (const [key, property] of Object.entries(manifest.contributes.configuration.properties)) {
      const { scope } = property as { scope: string };
      assert.equal(scope, ofEditor.has(key) ? 'window' : 'resource', key);
    }
  });

  it('claims files by name pattern only', () => {
    for (const language of manifest.contributes.languages) {
      for (const claim of ['extensions', 'filenames', 'firstLine', 'mimetypes']) {
        assert.equal(language[claim], undefined, claim);
      }
    }
  });

  it('has each command of the client, and each in the palette but those of a note’s buttons', () => {
    const { commands, menus } = manifest.contributes;
    const ids = commands.map(({ command }: { command: string }) => command);
    const ofNotes: string[] = Object.values(NoteCommand);
    assert.deepEqual(ids.toSorted(), [...Object.values(Command), ...ofNotes].toSorted());
    const hidden = menus.commandPalette
      .filter(({ when }: { when: string }) => when === 'false')
      .map(({ command }: { command: string }) => command);
    assert.deepEqual(hidden.toSorted(), ofNotes.toSorted());
  });

  it('has words for everything that has a picture', () => {
    for (const { command, title } of manifest.contributes.commands) {
      assert.match(strings[title.slice(1, -1)], /\w/, command);
    }
    for (const { steps } of manifest.contributes.walkthroughs) {
      for (const { id, media } of steps)
        assert.match(strings[media.altText.slice(1, -1)], /\w/, id);
    }
  });

  it('ships no more than twenty files, each named', () => {
    const ignored = readFileSync('.vscodeignore', 'utf8').split('\n');
    const files = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    // Packing adds two of its own.
    assert.ok(files.length + 2 <= 20, `${files.length} files`);
    for (const file of files) {
      assert.doesNotMatch(file, /[*?]/);
      if (!file.startsWith('dist/')) assert.ok(existsSync(file), file);
    }
  });
});
