// `npm run test:ui`: drives VS Code's workbench with Galley as a person would. What a person does is
// the same in every theme, so each part of it runs in one, and “looks” goes through all of them itself;
// `--theme=NAME` runs all parts in one theme, `--only=annotating` one of them; screenshots go to
// out/screenshots. All parts run, whichever fails.
import { prepareUi, runUi, THEMES } from './ui.mjs';

const RUNS = [
  { bundle: 'workbench', theme: 'dark' },
  { bundle: 'annotating', theme: 'contrast' },
  { bundle: 'review', theme: 'light' },
  { bundle: 'looks', theme: 'dark' },
  { bundle: 'japanese', theme: 'dark', locale: 'ja' },
];

const option = (name) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
const chosen = option('theme');
const only = option('only');

process.exitCode = prepareUi();
const failures = [];
for (const { bundle, theme, locale } of process.exitCode ? [] : RUNS) {
  if (only && only !== bundle) continue;
  const name = chosen ?? theme;
  const shots = locale ?? name;
  const failed = await runUi(shots, THEMES[name] ?? name, bundle, { locale });
  failures.push(...failed.map((title) => `${bundle}, ${shots}: ${title}`));
}
if (failures.length > 0) {
  console.error(`\nFailed:\n${failures.map((each) => `  ${each}`).join('\n')}`);
  process.exitCode = 1;
}
