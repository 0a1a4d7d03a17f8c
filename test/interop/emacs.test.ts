import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { configuration } from './docs.ts';
import {
  inOrder,
  LONE_CR,
  namesOf,
  type Problem,
  problemsOf,
  TEXTS,
  without,
} from './expectations.ts';
import { driver, missing, sample, type Workspace, withWorkspace } from './workspace.ts';

/** What `eglot.el` reports. */
interface Report {
  readonly failure?: string;
  readonly mode: string;
  readonly problems: readonly EmacsProblem[];
  readonly symbols: readonly string[];
  readonly problemsAfterConfiguration: readonly EmacsProblem[];
  readonly actions?: readonly string[];
  readonly refused?: boolean;
  readonly left?: readonly EmacsProblem[];
}

interface EmacsProblem {
  readonly line: number;
  readonly endLine: number;
  readonly type: string;
  /** Eglot puts the source and the code before the message: `galley [share]: …`. */
  readonly message: string;
}

const WARNING = 'eglot-warning';
const DOCUMENTED = configuration('Emacs with eglot', 'elisp');
const PACKAGES = ['--batch', '-f', 'package-activate-all'];
const skip = missing('emacs', [...PACKAGES, '--eval', "(require 'eglot)"]) ?? false;

/** Opens the source of a workspace in Emacs with the documented configuration, or a variant. */
function emacs(
  workspace: Workspace,
  env: Readonly<Record<string, string>> = {},
  init = DOCUMENTED,
): Promise<Report> {
  const config = workspace.write('.emacs.d/init.el', init);
  const args = [...PACKAGES, '-l', config, '-l', driver('eglot.el')];
  return workspace.drive('emacs', args, { ...env, GALLEY_FILE: workspace.source });
}

function shared(problems: readonly EmacsProblem[]): Problem[] {
  return inOrder(
    problems.map(({ line, endLine, type, message }) => ({
      line,
      endLine,
      kind: /^galley \[([\w-]+)\]: /u.exec(message)?.[1] ?? message,
      sure: type === WARNING,
    })),
  );
}

describe('Emacs with eglot, as docs/editors.md sets it up', { skip, concurrency: 2 }, () => {
  const name = '000_harbour-bridge.txt';

  test('shows the problems that galley check finds', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const { mode, problems } = await emacs(workspace);
      assert.equal(mode, 'source-text-mode');
      assert.deepEqual(shared(problems), problemsOf(workspace));
    }));

  test('goes on as before when eglot says that its settings changed, and has none', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const { problems, problemsAfterConfiguration } = await emacs(workspace);
      assert.deepEqual(shared(problemsAfterConfiguration), shared(problems));
    }));

  test('lists the sections that galley outline shows', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const { symbols } = await emacs(workspace);
      const lacking = namesOf(workspace).filter((each) => !symbols.includes(each));
      assert.deepEqual(lacking, []);
    }));

  for (const [what, text] of Object.entries(TEXTS)) {
    test(`strips all that galley strip does: ${what}`, () =>
      withWorkspace('001_source.txt', text, async (workspace) => {
        const { left = [] } = await emacs(workspace, { GALLEY_ACTION: 'Strip all boilerplate' });
        assert.equal(workspace.text(), workspace.galley('strip'));
        assert.ok(left.every(({ type }) => type !== WARNING));
      }));
  }

  test('offers no fix where it would count lines differently, and says why', () =>
    withWorkspace(name, LONE_CR, async (workspace) => {
      const { actions, refused } = await emacs(workspace, { GALLEY_ACTION: 'Strip' });
      assert.ok(refused);
      assert.match(actions?.join('\n') ?? '', /^Not stripped here: a carriage return alone/u);
      assert.equal(workspace.text(), LONE_CR);
    }));

  test('strips one block, and nothing else', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const share = problemsOf(workspace).find(({ kind }) => kind === 'share');
      assert.ok(share);
      const env = { GALLEY_ACTION: 'Strip this share block', GALLEY_LINE: String(share.line) };
      await emacs(workspace, env);
      assert.equal(workspace.text(), without(sample(name), share));
    }));

  test('can read the configuration for lsp-mode', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const other = configuration('Emacs with lsp-mode', 'elisp');
      await emacs(workspace, {}, `${DOCUMENTED}\n(defun galley-other ()\n${other})`);
    }));

  test('follows the settings where the documentation has them', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const init = DOCUMENTED.replace(':suspected "hint"', ':suspected "off"');
      assert.notEqual(init, DOCUMENTED);
      const { problems } = await emacs(workspace, {}, init);
      const sure = problemsOf(workspace).filter((problem) => problem.sure);
      assert.deepEqual(shared(problems), sure);
    }));
});
