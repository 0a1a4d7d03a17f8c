// `npm run manifest`: writes into package.json, package.nls.json and l10n/bundle.l10n.json what the
// sources say; the translations are written by hand, and a test names what they lack.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { importBundled } from './bundle.mjs';

const { withGeneratedParts } = await importBundled('scripts/manifest.ts');
const { stringsOf } = await importBundled('scripts/strings.ts');
const read = (name) => JSON.parse(readFileSync(name, 'utf8'));
const write = (name, value) => writeFileSync(name, `${JSON.stringify(value, undefined, 2)}\n`);

const { manifest, strings } = withGeneratedParts(read('package.json'), read('package.nls.json'));
write('package.json', manifest);
write('package.nls.json', strings);

const modules = readdirSync('client/src', { recursive: true })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`client/src/${name}`, 'utf8'));
const spoken = [...new Set(modules.flatMap(stringsOf))].sort();
write('l10n/bundle.l10n.json', Object.fromEntries(spoken.map((each) => [each, each])));
