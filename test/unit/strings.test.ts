import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { slotsOf, stringsOf } from '../../scripts/strings.ts';

type Strings = Readonly<Record<string, string>>;

const text = (file: string) => readFileSync(file, 'utf8');
const read = (file: string): Strings => JSON.parse(text(file));
const CLIENT = readdirSync('client/src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `client/src/${name}`);

/** What VS Code shows of itself: the names of parts that the code must not say in English only. */
const SAYS =
  /\b(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|say)\(\s*['"]|\b(?:title|placeHolder|label|detail|text|description): ['"]/;

describe('display strings', () => {
  const spoken = new Set(CLIENT.flatMap((file) => stringsOf(text(file))));

  it('stand in the bundle, each and no other (else: npm run manifest)', () => {
    const bundle = read('l10n/bundle.l10n.json');
    assert.deepEqual(Object.keys(bundle), [...spoken].sort());
    for (const [key, value] of Object.entries(bundle)) assert.equal(value, key);
  });

  it('are never said past l10n', () => {
    for (const file of CLIENT) {
      const past = text(file)
        .split('\n')
        .filter((line) => SAYS.test(line) && !line.includes("text: 'Galley'"));
      assert.deepEqual(past, [], file);
    }
  });

  for (const [base, translated] of [
    ['package.nls.json', 'package.nls.ja.json'],
    ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.ja.json'],
  ] as const) {
    it(`have all their translations in ${translated}, with the same slots, and no others`, () => {
      const [english, japanese] = [read(base), read(translated)];
      assert.deepEqual(Object.keys(japanese), Object.keys(english));
      for (const [key, value] of Object.entries(english)) {
        assert.deepEqual(slotsOf(japanese[key] ?? ''), slotsOf(value), key);
        assert.match(
          japanese[key] ?? '',
          /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
        );
      }
    });
  }
});
