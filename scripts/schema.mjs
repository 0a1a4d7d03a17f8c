// Writes the JSON schema of project files, schemas/config.schema.json, as the settings say.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { importBundled } from './bundle.mjs';

const FILE = 'schemas/config.schema.json';

const { configSchema } = await importBundled('scripts/schema.ts');
mkdirSync('schemas', { recursive: true });
writeFileSync(FILE, JSON.stringify(configSchema(), undefined, 2));
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
execFileSync(process.execPath, [biome, 'format', '--write', FILE], { stdio: 'ignore' });
