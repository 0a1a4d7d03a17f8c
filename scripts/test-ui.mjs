// `npm run test:ui`: drives VS Code's workbench with Galley as a person would, in a dark and in a
// light theme (`--theme=NAME` for another), `--only=annotating` one of the tests; screenshots go to
// out/screenshots.
import { prepareUi, runUi, THEMES } from './ui.mjs';

const { dark, light } = THEMES;
const option = (name) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
const theme = option('theme');
const only = option('only');
process.exitCode = prepareUi();
for (const [name, id] of Object.entries(
  theme ? { [theme]: THEMES[theme] ?? theme } : { dark, light },
)) {
  for (const bundle of only ? [only] : ['workbench', 'annotating', 'review']) {
    if (!process.exitCode) process.exitCode = await runUi(name, id, bundle);
  }
}
