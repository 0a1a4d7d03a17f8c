import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configuration } from './docs.ts';
import { inOrder, type Problem } from './expectations.ts';
import { type Doing, environmentOf, testEditor } from './suite.ts';
import { driver, missing, sample, type Workspace, withWorkspace } from './workspace.ts';

/** What the drivers report. */
interface Report<Shown> {
  readonly failure?: string;
  readonly mode: string;
  readonly problems: readonly Shown[];
  readonly symbols: readonly string[];
  readonly symbolsLabelled?: readonly string[];
  readonly actions?: readonly string[];
  readonly refused?: boolean;
  readonly left?: readonly Shown[];
}

interface EglotReport extends Report<EglotProblem> {
  readonly problemsAfterConfiguration: readonly EglotProblem[];
}

interface EglotProblem {
  readonly line: number;
  readonly endLine: number;
  readonly type: string;
  /** Eglot puts the source and the code before the message: `galley [share]: …`. */
  readonly message: string;
}

interface LspModeProblem {
  readonly line: number;
  readonly endLine: number;
  readonly code: string;
  readonly severity: number;
  readonly message: string;
}

const PACKAGES = ['--batch', '-f', 'package-activate-all'];
const EGLOT = configuration('Emacs with eglot', 'elisp');
/** The page has the mode under eglot only. */
const LSP_MODE = `${EGLOT.slice(0, EGLOT.indexOf('(with-eval-after-load'))}${configuration('Emacs with lsp-mode', 'elisp')}`;
const NAME = '000_harbour-bridge.txt';

/** Opens the source of a workspace in Emacs. */
function emacs<R extends Report<unknown>>(
  workspace: Workspace,
  script: string,
  init: string,
  doing: Doing,
): Promise<R> {
  const config = workspace.write('.emacs.d/init.el', init);
  const args = [...PACKAGES, '-l', config, '-l', driver(script)];
  const env = { ...environmentOf(doing), GALLEY_FILE: workspace.source };
  return workspace.drive<R>('emacs', args, env);
}

function eglot(workspace: Workspace, doing: Doing = {}): Promise<EglotReport> {
  return emacs<EglotReport>(workspace, 'eglot.el', doing.init ?? EGLOT, doing);
}

function ofEglot(problems: readonly EglotProblem[]): Problem[] {
  return inOrder(
    problems.map(({ line, endLine, type, message }) => ({
      line,
      endLine,
      kind: /^galley \[([\w-]+)\]: /u.exec(message)?.[1] ?? message,
      sure: type === 'eglot-warning',
    })),
  );
}

function ofLspMode(problems: readonly LspModeProblem[]): Problem[] {
  return inOrder(
    problems.map(({ line, endLine, code, severity }) => ({
      line,
      endLine,
      kind: code,
      sure: severity === 2,
    })),
  );
}

function missingIn(feature: string): string | false {
  return missing('emacs', [...PACKAGES, '--eval', `(require '${feature})`]) ?? false;
}

testEditor(
  {
    name: 'Emacs with eglot',
    skip: missingIn('eglot'),
    documented: EGLOT,
    suspected: [':suspected "hint"', ':suspected "off"'],
    locale: [':initializationOptions\n                    (', '$&:locale "ja" '],
    async run(workspace, doing) {
      const { mode, problems, symbols, symbolsLabelled, actions, refused, left } = await eglot(
        workspace,
        doing,
      );
      assert.equal(mode, 'source-text-mode');
      return {
        problems: ofEglot(problems),
        messages: problems.map(({ message }) => message),
        names: symbols,
        namesLabelled: symbolsLabelled,
        actions,
        refused,
        left: left && ofEglot(left),
      };
    },
  },
  () => {
    test('goes on as before when eglot says that its settings changed, and has none', () =>
      withWorkspace(NAME, sample(NAME), async (workspace) => {
        const { problems, problemsAfterConfiguration } = await eglot(workspace);
        assert.deepEqual(ofEglot(problemsAfterConfiguration), ofEglot(problems));
      }));
  },
);

testEditor({
  name: 'Emacs with lsp-mode',
  skip: missingIn('lsp-mode'),
  documented: LSP_MODE,
  suspected: [':suspected "hint"', ':suspected "off"'],
  locale: [":initialization-options '(", '$&:locale "ja" '],
  async run(workspace, doing = {}) {
    const { mode, problems, symbols, symbolsLabelled, actions, refused, left } = await emacs<
      Report<LspModeProblem>
    >(workspace, 'lsp-mode.el', doing.init ?? LSP_MODE, doing);
    assert.equal(mode, 'source-text-mode');
    return {
      problems: ofLspMode(problems),
      messages: problems.map(({ message }) => message),
      names: symbols,
      namesLabelled: symbolsLabelled,
      actions,
      refused,
      left: left && ofLspMode(left),
    };
  },
});
