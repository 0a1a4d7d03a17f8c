// `npm run test:ui`: drives VS Code's workbench with Galley as a person would, in a dark, a light and a
// high-contrast theme (`--theme=NAME` for one of them or another) and in Japanese; `--only=annotating`
// runs one of the tests; screenshots go to out/screenshots.
import { prepareUi, runUi, THEMES } from './ui.mjs';

const option = (name) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
const theme = option('theme');
const only = option('only');
const themes = theme ? { [theme]: THEMES[theme] ?? theme } : THEMES;

process.exitCode = prepareUi();
for (const [name, id] of Object.entries(themes)) {
  for (const bundle of ['workbench', 'annotating', 'review', 'looks']) await run(name, id, bundle);
}
if (!theme) await run('ja', THEMES.dark, 'japanese', 'ja');

async function run(name, id, bundle, locale) {
  if (process.exitCode || (only && only !== bundle)) return;
  process.exitCode = await runUi(name, id, bundle, { locale });
}
