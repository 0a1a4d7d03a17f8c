// `npm run screenshots`: takes pictures of Galley in VS Code's workbench in a dark, a light and a
// high-contrast theme (`--theme=dark` for one of them, `--only=TITLE` for some pictures) into
// out/screenshots, and the chosen ones to where the README, the documentation and the walkthrough show
// them. Look at them before they are committed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withPalette } from './png.mjs';
import { prepareUi, runUi, SHOTS, THEMES } from './ui.mjs';

const CHOSEN = {
  'dark/overview.png': 'docs/images/overview.png',
  'light/clean-view.png': 'docs/images/clean-view.png',
  'dark/hover.png': 'docs/images/hover.png',
  'dark/quick-fix.png': 'docs/images/quick-fix.png',
  'dark/label-mode.png': 'docs/images/label-mode.png',
  'dark/kinds.png': 'docs/images/kinds.png',
  'dark/walkthrough-picture.png': 'media/walkthrough.png',
  'dark/review-disagreements.png': 'docs/images/review.png',
};
/** A picture is loaded by whoever reads the page. */
const MOST_BYTES = 150_000;

const option = (name) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
const theme = option('theme');
process.exitCode = prepareUi();
for (const [name, id] of Object.entries(THEMES)) {
  if (theme && theme !== name) continue;
  for (const bundle of ['screenshots', 'review']) {
    if (process.exitCode) break;
    const failed = await runUi(name, id, bundle, { title: option('only') });
    if (failed.length > 0) process.exitCode = 1;
  }
}
if (!process.exitCode) choose();

function choose() {
  for (const [shot, target] of Object.entries(CHOSEN)) {
    const file = path.join(SHOTS, shot);
    if (!existsSync(file)) continue;
    mkdirSync(path.dirname(target), { recursive: true });
    const picture = withPalette(readFileSync(file));
    writeFileSync(target, picture);
    console.log(`${target}: ${(picture.length / 1000).toFixed(0)} kB`);
    if (picture.length > MOST_BYTES) {
      console.error(`${target} is larger than ${MOST_BYTES / 1000} kB`);
      process.exitCode = 1;
    }
  }
}
