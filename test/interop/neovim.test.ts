import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configuration } from './docs.ts';
import { namesOf, type Problem } from './expectations.ts';
import { type LspProblem, outcomeOf, problemsIn, type Report, toldByLsp } from './report.ts';
import { environmentOf, testEditor } from './suite.ts';
import { driver, missing, sample, type Workspace, withWorkspace } from './workspace.ts';

/** What `neovim.lua` reports besides. */
interface NeovimReport extends Report<NeovimProblem, NeovimSymbol> {
  readonly server: string;
  readonly filetype: string;
}

interface NeovimSymbol {
  readonly line: number;
  readonly text: string;
}

interface NeovimProblem extends LspProblem {
  readonly source: string;
}

const DOCUMENTED = configuration('Neovim 0.7 to 0.10', 'lua');
const NAME = '000_harbour-bridge.txt';

/** Opens the source of a workspace in Neovim with the documented configuration, or a variant. */
function neovim(
  workspace: Workspace,
  env: Readonly<Record<string, string>> = {},
  init = DOCUMENTED,
): Promise<NeovimReport> {
  workspace.write('.config/nvim/init.lua', init);
  const run = `luafile ${driver('neovim.lua')}`;
  const args = ['--headless', '-n', '-i', 'NONE', '-c', run, workspace.source];
  return workspace.drive('nvim', args, env);
}

/** The name alone: Neovim puts what it is of before it. */
function nameOf({ text }: NeovimSymbol): string {
  return text.replace(/^\[\w+\] /u, '');
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
      assert.deepEqual([report.server, report.filetype], ['galley', 'source-text']);
      assert.ok(report.problems.every(({ source }) => source === 'galley'));
      return outcomeOf(report, { told: toldByLsp, nameOf });
    },
  },
  () => {
    const onSample = (run: (workspace: Workspace) => Promise<void>) => () =>
      withWorkspace(NAME, sample(NAME), run);

    test(
      'lists them in their order',
      onSample(async (workspace) => {
        const { symbols } = await neovim(workspace);
        assert.deepEqual(symbols.map(nameOf), namesOf(workspace));
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
        const [first] = await sureProblems(workspace);
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
        const [first] = await sureProblems(workspace);
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

async function sureProblems(workspace: Workspace): Promise<readonly Problem[]> {
  const { problems } = await neovim(workspace);
  return problemsIn(problems, toldByLsp).filter(({ sure }) => sure);
}
