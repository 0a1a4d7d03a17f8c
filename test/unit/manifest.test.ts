import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { withGeneratedParts } from '../../scripts/manifest.ts';

const read = (name: string) => JSON.parse(readFileSync(name, 'utf8'));

describe('the manifest', () => {
  const manifest = read('package.json');
  const strings = read('package.nls.json');

  it('holds the settings and token types of the sources (else: npm run manifest)', () => {
    const fresh = withGeneratedParts(manifest, strings);
    assert.deepEqual(manifest, fresh.manifest);
    assert.deepEqual(strings, fresh.strings);
  });

  it('has a display string for each placeholder and a placeholder for each string', () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, name]) => name);
    assert.deepEqual(new Set(used), new Set(Object.keys(strings)));
  });

  it('scopes every setting to its resource', () => {
    for (const [key, property] of Object.entries(manifest.contributes.configuration.properties)) {
      assert.equal((property as { scope: string }).scope, 'resource', key);
    }
  });

  it('claims files by name pattern only', () => {
    for (const language of manifest.contributes.languages) {
      for (const claim of ['extensions', 'filenames', 'firstLine', 'mimetypes']) {
        assert.equal(language[claim], undefined, claim);
      }
    }
  });
});
