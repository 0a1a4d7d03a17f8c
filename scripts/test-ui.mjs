// `npm run test:ui`: drives VS Code's workbench with Galley as a person would, in a dark and in a
// light theme (`--theme=NAME` for another); screenshots go to out/screenshots.
import { prepareUi, runUi, THEMES } from './ui.mjs';

const { dark, light } = THEMES;
const theme = process.argv.find((each) => each.startsWith('--theme='))?.slice('--theme='.length);
process.exitCode = prepareUi();
for (const [name, id] of Object.entries(theme ? { [theme]: theme } : { dark, light })) {
  if (process.exitCode) break;
  process.exitCode = await runUi(name, id, 'workbench');
}
