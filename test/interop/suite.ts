import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LONE_CR, namesOf, problemsOf, TEXTS, without } from './expectations.ts';
import type { Outcome } from './report.ts';
import { sample, type Workspace, withWorkspace } from './workspace.ts';

/** What is done in an editor besides opening the source. */
export interface Doing {
  /** How the title of the fix to take begins. */
  readonly action?: string;
  /** The kind to label a line with, by the command of the configuration. */
  readonly label?: string;
  /** The zero-based line to do that on; by default that of the first problem. */
  readonly line?: number;
  /** The configuration in place of the documented one. */
  readonly init?: string;
}

/** An editor that a driver can run. */
export interface Editor {
  /** Its heading in docs/editors.md. */
  readonly name: string;
  /** Why its tests are skipped, if they are. */
  readonly skip: string | false;
  /** The configuration that the page has for it. */
  readonly documented: string;
  /** How the page has `"suspected": "hint"`, and the same switched off; and a place for `locale`. */
  readonly suspected: readonly [hint: string, off: string];
  readonly locale: readonly [before: string, japanese: string];
  /** Opens the source of a workspace, and does what is asked. */
  run(workspace: Workspace, doing?: Doing): Promise<Outcome>;
}

const NAME = '000_harbour-bridge.txt';
/** A line of it in the midst of a section, which the outline does not name. */
const PARAGRAPH =
  'The council has set aside £2.1 million for the works, a third of it from the heritage fund. The old bearings, each as wide as a kitchen table, will be shown in the customs house from the autumn.';

/** What every editor does with Galley, set up as docs/editors.md says. */
export function testEditor(editor: Editor, more: () => void = () => {}): void {
  const { name, skip, documented } = editor;
  const onSample = (run: (workspace: Workspace) => Promise<void>) => () =>
    withWorkspace(NAME, sample(NAME), run);

  describe(`${name}, as docs/editors.md sets it up`, { skip, concurrency: 2 }, () => {
    test(
      'shows the problems that galley check finds',
      onSample(async (workspace) => {
        const { problems } = await editor.run(workspace);
        assert.deepEqual(problems, problemsOf(workspace));
      }),
    );

    test(
      'lists the sections that galley outline shows',
      onSample(async (workspace) => {
        const { names } = await editor.run(workspace);
        const lacking = namesOf(workspace).filter((each) => !names.includes(each));
        assert.deepEqual(lacking, []);
      }),
    );

    for (const [what, text] of Object.entries(TEXTS)) {
      test(`strips all that galley strip does: ${what}`, () =>
        withWorkspace('001_source.txt', text, async (workspace) => {
          const { left = [] } = await editor.run(workspace, { action: 'Strip all boilerplate' });
          assert.equal(workspace.text(), workspace.galley('strip'));
          assert.ok(left.every(({ sure }) => !sure));
        }));
    }

    test('offers no fix where it would count lines differently, and says why', () =>
      withWorkspace(NAME, LONE_CR, async (workspace) => {
        const { actions, refused } = await editor.run(workspace, { action: 'Strip' });
        assert.ok(refused);
        assert.match(actions?.join('\n') ?? '', /^Not stripped here: a carriage return alone/u);
        assert.equal(workspace.text(), LONE_CR);
      }));

    test(
      'strips one block, and nothing else',
      onSample(async (workspace) => {
        const share = problemsOf(workspace).find(({ kind }) => kind === 'share');
        assert.ok(share);
        await editor.run(workspace, { action: 'Strip this share block', line: share.line });
        assert.equal(workspace.text(), without(sample(NAME), share));
      }),
    );

    test(
      'labels a line by the documented command, and lists the sections as they are then',
      onSample(async (workspace) => {
        const line = sample(NAME).split('\n').indexOf(PARAGRAPH);
        const { names, namesLabelled } = await editor.run(workspace, { label: 'subheading', line });
        const added = namesOf(workspace, 'labelled').filter((each) => !names.includes(each));
        assert.equal(added.length, 1);
        assert.ok(namesLabelled?.includes(added[0] ?? ''), namesLabelled?.join('\n'));
        const { items } = JSON.parse(workspace.read(workspace.find(`${NAME}.jsonld`)));
        assert.deepEqual(
          items.map(({ body }: { body: { value: string } }) => body.value),
          ['subheading'],
        );
        assert.equal(workspace.text(), sample(NAME));
      }),
    );

    test(
      'follows the settings where the documentation has them',
      onSample(async (workspace) => {
        const init = documented.replace(...editor.suspected);
        assert.notEqual(init, documented);
        const { problems } = await editor.run(workspace, { init });
        const sure = problemsOf(workspace).filter((problem) => problem.sure);
        assert.deepEqual(problems, sure);
      }),
    );

    test(
      'follows .galley/config.json, which replaces them',
      onSample(async (workspace) => {
        workspace.write('.galley/config.json', '{ "diagnostics": { "suspected": "off" } }');
        const { problems } = await editor.run(workspace);
        const sure = problemsOf(workspace).filter((problem) => problem.sure);
        assert.deepEqual(problems, sure);
      }),
    );

    test(
      'speaks Japanese where the documentation says how',
      onSample(async (workspace) => {
        const init = documented.replace(...editor.locale);
        assert.notEqual(init, documented);
        const { messages } = await editor.run(workspace, { init });
        assert.ok(messages.length > 0);
        for (const message of messages) assert.match(message, /[ぁ-ん]/u);
      }),
    );

    more();
  });
}

/** The environment in which a driver is told what to do. */
export function environmentOf({ action, label, line }: Doing): Record<string, string> {
  return {
    ...(action === undefined ? {} : { GALLEY_ACTION: action }),
    ...(label === undefined ? {} : { GALLEY_LABEL: label }),
    ...(line === undefined ? {} : { GALLEY_LINE: String(line) }),
  };
}
