import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  ACT_KEYS,
  IN_MODE,
  IN_SOURCE,
  type KeyBinding,
  KIND_KEYS,
  MODE_KEYS,
  shownKey,
} from '../../client/src/annotating/keys.ts';
import { Command } from '../../client/src/commandIds.ts';
import { isBoilerplate, KINDS } from '../../server/src/core/kinds.ts';

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
const all: readonly KeyBinding[] = contributes.keybindings;
const bindings = all.filter(({ when }) => !when.includes('focusedView'));
const viewBindings = all.filter((binding) => !bindings.includes(binding));
const chords = bindings.filter(({ key }) => key.includes(' '));
const keys = bindings.filter(({ key }) => !key.includes(' '));

describe('the keys of annotating', () => {
  it('are one for each kind, after the prefix and in label mode', () => {
    for (const kind of KINDS) {
      const key = KIND_KEYS[kind];
      const found = bindings.filter(({ args }) => args === kind);
      assert.deepEqual(
        found.map(({ command, key, mac }) => [command, key, mac]),
        [
          [Command.labelLines, `ctrl+k g ${key}`, `cmd+k g ${key}`],
          [Command.labelLines, key, undefined],
        ],
      );
    }
  });

  it('are taken by one command each, on every platform', () => {
    for (const list of [chords, keys]) {
      for (const platform of ['key', 'mac'] as const) {
        const taken = list.map((binding) => binding[platform] ?? binding.key);
        assert.equal(new Set(taken).size, list.length);
      }
    }
  });

  it('begin with no other key of theirs: a chord could not be finished then', () => {
    for (const { key } of bindings) {
      const longer = bindings.filter((other) => other.key.startsWith(`${key} `));
      assert.deepEqual(longer, []);
    }
  });

  it('are small for what people wrote and capital for what the page put there', () => {
    for (const kind of KINDS) {
      assert.match(KIND_KEYS[kind], isBoilerplate(kind) ? /^shift\+[a-z]$/ : /^[a-z]$/, kind);
    }
  });

  it('work alone only where nobody can write, and after the prefix only in sources', () => {
    for (const { when } of keys) assert.ok(when.startsWith(IN_MODE), when);
    assert.match(IN_MODE, /\beditorReadonly\b.*\bgalley\.labelling\b/);
    for (const { when } of chords) assert.equal(when, IN_SOURCE);
  });

  it('lead into label mode and out of it', () => {
    const { enter, leave } = MODE_KEYS;
    const toggles = bindings.filter(({ command }) => command === Command.toggleLabelMode);
    assert.deepEqual(
      toggles.map(({ key }) => key),
      [`ctrl+k g ${enter}`, leave],
    );
  });

  it('name commands that the manifest has', () => {
    const known = contributes.commands.map(({ command }: { command: string }) => command);
    for (const { command } of bindings) assert.ok(known.includes(command), command);
  });

  it('stand in the documentation', () => {
    const page = readFileSync('docs/annotations.md', 'utf8');
    for (const [what, key] of Object.entries({ ...KIND_KEYS, ...ACT_KEYS })) {
      const isThere = page.includes(`| \`${shownKey(key)}\` |`);
      assert.ok(isThere, `${what}: ${shownKey(key)}`);
    }
  });
});

describe('the keys of the review views', () => {
  it('work in the list of their view only, and never while somebody writes', () => {
    const views = contributes.views.galley.map(({ id }: { id: string }) => id);
    for (const { when } of viewBindings) {
      const [, view] = /^focusedView == (\S+) && listFocus && !inputFocus$/.exec(when) ?? [];
      assert.ok(views.includes(view), when);
    }
  });

  it('are taken by one command each, on every platform', () => {
    for (const platform of ['key', 'mac'] as const) {
      const taken = viewBindings.map((each) => `${each.when} ${each[platform] ?? each.key}`);
      assert.equal(new Set(taken).size, viewBindings.length);
    }
  });

  it('are those of annotating where the act is the same', () => {
    const marks = viewBindings.find(({ command }) => command === Command.markReviewed);
    assert.equal(marks?.key, `ctrl+k g ${ACT_KEYS.markReviewed}`);
  });

  it('name commands that the manifest has', () => {
    const known = contributes.commands.map(({ command }: { command: string }) => command);
    for (const { command } of viewBindings) assert.ok(known.includes(command), command);
  });
});
