import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configuration } from './docs.ts';
import { inOrder, namesOf, type Problem } from './expectations.ts';
import { environmentOf, testEditor } from './suite.ts';
import { driver, missing, sample, type Workspace, withWorkspace } from './workspace.ts';

/** What `neovim.lua` reports. */
interface Report {
  readonly failure?: string;
  readonly server: string;
  readonly filetype: string;
  readonly problems: readonly NeovimProblem[];
  readonly symbols: readonly NeovimSymbol[];
  readonly symbolsLabelled?: readonly NeovimSymbol[];
  readonly actions?: readonly string[];
  readonly refused?: boolean;
  readonly left?: readonly NeovimProblem[];
}

interface NeovimSymbol {
  readonly line: number;
  readonly text: string;
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
const NAME = '000_harbour-bridge.txt';

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

/** The names alone: Neovim puts what they are of before them. */
function namesIn(symbols: readonly NeovimSymbol[]): string[] {
  return symbols.map(({ text }) => text.replace(/^\[\w+\] /u, ''));
}

testEditor(
  {
    name: 'Neovim',
    skip: missing('nvim', ['--version']) ?? false,
    documented: DOCUMENTED,
    suspected: ["suspected = 'hint'", "suspected = 'off'"],
    locale: ['init_options = { ', "$&locale = 'ja', "],
    async run(workspace, doing = {}) {
      const report = await neovim(workspace, environmentOf(doing), doing.init);
      const { server, filetype, problems, symbols, symbolsLabelled, ...rest } = report;
      assert.deepEqual([server, filetype], ['galley', 'source-text']);
      assert.ok(problems.every(({ source }) => source === 'galley'));
      return {
        problems: shared(problems),
        messages: problems.map(({ message }) => message),
        names: namesIn(symbols),
        namesLabelled: symbolsLabelled && namesIn(symbolsLabelled),
        actions: rest.actions,
        refused: rest.refused,
        left: rest.left && shared(rest.left),
      };
    },
  },
  () => {
    const onSample = (run: (workspace: Workspace) => Promise<void>) => () =>
      withWorkspace(NAME, sample(NAME), run);

    test(
      'lists them in their order',
      onSample(async (workspace) => {
        const { symbols } = await neovim(workspace);
        assert.deepEqual(namesIn(symbols), namesOf(workspace));
      }),
    );

    test(
      'can read the configuration for newer versions',
      onSample(async (workspace) => {
        const newer = workspace.write('newer.lua', configuration('Neovim 0.11 or newer', 'lua'));
        const check = `local found, wrong = loadfile('${newer}'); if wrong then error(wrong) end`;
        await neovim(workspace, {}, `${check}\n${DOCUMENTED}`);
      }),
    );

    test(
      'strips by the documented command',
      onSample(async (workspace) => {
        await neovim(workspace, { GALLEY_COMMAND: 'GalleyStrip' });
        assert.equal(workspace.text(), workspace.galley('strip'));
      }),
    );

    test(
      'keeps a block by the documented command, in .galley/config.json',
      onSample(async (workspace) => {
        const [first] = await problemsIn(workspace);
        assert.ok(first);
        const command = `${first.line + 1},${first.endLine + 1}GalleyKeep`;
        const { left = [] } = await neovim(workspace, { GALLEY_COMMAND: command });
        assert.ok(left.every(({ line }) => line !== first.line));
        assert.equal(workspace.text(), sample(NAME));
        const { keep } = JSON.parse(workspace.read('.galley/config.json'));
        assert.ok(keep.length > 0);
      }),
    );

    test(
      'labels lines by the documented command, in .galley/labels',
      onSample(async (workspace) => {
        const [first] = await problemsIn(workspace);
        assert.ok(first);
        const named = DOCUMENTED.replace('settings = { ', "settings = { annotator = 'Ann', ");
        const command = `${first.line + 1},${first.endLine + 1}GalleyLabel body`;
        const { left = [] } = await neovim(workspace, { GALLEY_COMMAND: command }, named);
        assert.ok(left.every(({ line }) => line !== first.line));
        assert.equal(workspace.text(), sample(NAME));
        const file = `.galley/labels/seeds/${NAME}.jsonld`;
        const { items } = JSON.parse(workspace.read(file));
        assert.ok(items.length > 0);
        for (const { body, creator } of items) {
          assert.deepEqual([body.value, creator.name], ['body', 'Ann']);
        }
      }),
    );
  },
);

async function problemsIn(workspace: Workspace): Promise<readonly Problem[]> {
  const { problems } = await neovim(workspace);
  return shared(problems).filter(({ sure }) => sure);
}
