import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configuration } from './docs.ts';
import {
  type LspProblem,
  outcomeOf,
  problemsIn,
  type Report,
  type ReportedProblem,
  type Told,
  toldByLsp,
} from './report.ts';
import { type Doing, environmentOf, testEditor } from './suite.ts';
import { driver, missing, sample, type Workspace, withWorkspace } from './workspace.ts';

/** What the drivers report besides. */
interface EmacsReport<Reported extends ReportedProblem> extends Report<Reported, string> {
  readonly mode: string;
}

interface EglotReport extends EmacsReport<EglotProblem> {
  readonly problemsAfterConfiguration: readonly EglotProblem[];
}

/** Eglot puts the source and the code before the message: `galley [share]: …`. */
interface EglotProblem extends ReportedProblem {
  readonly type: string;
}

const PACKAGES = ['--batch', '-f', 'package-activate-all'];
const EGLOT = configuration('Emacs with eglot', 'elisp');
/** The page has the mode under eglot only. */
const LSP_MODE = `${EGLOT.slice(0, EGLOT.indexOf('(with-eval-after-load'))}${configuration('Emacs with lsp-mode', 'elisp')}`;
const NAME = '000_harbour-bridge.txt';

/** Opens the source of a workspace in Emacs. */
function emacs<R extends EmacsReport<ReportedProblem>>(
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

const toldByEglot: Told<EglotProblem> = ({ type, message }) => ({
  kind: /^galley \[([\w-]+)\]: /u.exec(message)?.[1] ?? message,
  sure: type === 'eglot-warning',
});

/** Emacs lists the names alone. */
const nameOf = (name: string): string => name;

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
      const report = await eglot(workspace, doing);
      assert.equal(report.mode, 'source-text-mode');
      return outcomeOf(report, { told: toldByEglot, nameOf });
    },
  },
  () => {
    test('goes on as before when eglot says that its settings changed, and has none', () =>
      withWorkspace(NAME, sample(NAME), async (workspace) => {
        const { problems, problemsAfterConfiguration } = await eglot(workspace);
        const [before, after] = [problems, problemsAfterConfiguration].map((each) =>
          problemsIn(each, toldByEglot),
        );
        assert.deepEqual(after, before);
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
    const init = doing.init ?? LSP_MODE;
    const report = await emacs<EmacsReport<LspProblem>>(workspace, 'lsp-mode.el', init, doing);
    assert.equal(report.mode, 'source-text-mode');
    return outcomeOf(report, { told: toldByLsp, nameOf });
  },
});
