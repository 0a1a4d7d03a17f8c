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

/** What `neovim.lua` reports. */
interface Report {
  readonly failure?: string;
  readonly server: string;
  readonly filetype: string;
  readonly problems: readonly NeovimProblem[];
  readonly symbols: readonly { readonly line: number; readonly text: string }[];
  readonly actions?: readonly string[];
  readonly refused?: boolean;
  readonly left?: readonly NeovimProblem[];
}

interface NeovimProblem {
  readonly line: number;
  readonly endLine: number;
  readonly severity: number;
  readonly source: string;
  readonly code: string;
  readonly message: string;
}

const WARNING = 2;
const DOCUMENTED = configuration('Neovim 0.7 to 0.10', 'lua');
const skip = missing('nvim', ['--version']) ?? false;

/** Opens the source of a workspace in Neovim with the documented configuration, or a variant. */
function neovim(
  workspace: Workspace,
  env: Readonly<Record<string, string>> = {},
  init = DOCUMENTED,
): Promise<Report> {
  workspace.write('.config/nvim/init.lua', init);
  const run = `luafile ${driver('neovim.lua')}`;
  const args = ['--headless', '-n', '-i', 'NONE', '-c', run, workspace.source];
  return workspace.drive('nvim', args, env);
}

function shared(problems: readonly NeovimProblem[]): Problem[] {
  return inOrder(
    problems.map(({ line, endLine, code, severity }) => ({
      line,
      endLine,
      kind: code,
      sure: severity === WARNING,
    })),
  );
}

describe('Neovim, as docs/editors.md sets it up', { skip, concurrency: 2 }, () => {
  const name = '000_harbour-bridge.txt';

  test('shows the problems that galley check finds', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const { server, filetype, problems } = await neovim(workspace);
      assert.equal(server, 'galley');
      assert.equal(filetype, 'source-text');
      assert.deepEqual(shared(problems), problemsOf(workspace));
      assert.ok(problems.every(({ source }) => source === 'galley'));
    }));

  test('lists the sections that galley outline shows', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const { symbols } = await neovim(workspace);
      const names = symbols.map(({ text }) => text.replace(/^\[\w+\] /u, ''));
      assert.deepEqual(names, namesOf(workspace));
    }));

  for (const [what, text] of Object.entries(TEXTS)) {
    test(`strips all that galley strip does: ${what}`, () =>
      withWorkspace('001_source.txt', text, async (workspace) => {
        const { left = [] } = await neovim(workspace, { GALLEY_ACTION: 'Strip all boilerplate' });
        assert.equal(workspace.text(), workspace.galley('strip'));
        assert.ok(left.every(({ severity }) => severity !== WARNING));
      }));
  }

  test('offers no fix where it would count lines differently, and says why', () =>
    withWorkspace(name, LONE_CR, async (workspace) => {
      const { actions, refused } = await neovim(workspace, { GALLEY_ACTION: 'Strip' });
      assert.ok(refused);
      assert.match(actions?.join('\n') ?? '', /^Not stripped here: a carriage return alone/u);
      assert.equal(workspace.text(), LONE_CR);
    }));

  test('strips one block, and nothing else', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const share = problemsOf(workspace).find(({ kind }) => kind === 'share');
      assert.ok(share);
      const env = { GALLEY_ACTION: 'Strip this share block', GALLEY_LINE: String(share.line) };
      await neovim(workspace, env);
      assert.equal(workspace.text(), without(sample(name), share));
    }));

  test('can read the configuration for newer versions', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const newer = workspace.write('newer.lua', configuration('Neovim 0.11 or newer', 'lua'));
      const check = `local found, wrong = loadfile('${newer}'); if wrong then error(wrong) end`;
      await neovim(workspace, {}, `${check}\n${DOCUMENTED}`);
    }));

  test('strips by the documented command', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      await neovim(workspace, { GALLEY_COMMAND: 'GalleyStrip' });
      assert.equal(workspace.text(), workspace.galley('strip'));
    }));

  test('follows the settings where the documentation has them', () =>
    withWorkspace(name, sample(name), async (workspace) => {
      const init = DOCUMENTED.replace("suspected = 'hint'", "suspected = 'off'");
      assert.notEqual(init, DOCUMENTED);
      const { problems } = await neovim(workspace, {}, init);
      const sure = problemsOf(workspace).filter((problem) => problem.sure);
      assert.deepEqual(shared(problems), sure);
    }));
});
