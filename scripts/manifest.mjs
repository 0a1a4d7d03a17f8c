// `npm run manifest`: writes into package.json and package.nls.json what the sources say.
import { readFileSync, writeFileSync } from 'node:fs';
import { importBundled } from './bundle.mjs';

const { withGeneratedParts } = await importBundled('scripts/manifest.ts');
const read = (name) => JSON.parse(readFileSync(name, 'utf8'));
const write = (name, value) => writeFileSync(name, `${JSON.stringify(value, undefined, 2)}\n`);

const { manifest, strings } = withGeneratedParts(read('package.json'), read('package.nls.json'));
write('package.json', manifest);
write('package.nls.json', strings);
