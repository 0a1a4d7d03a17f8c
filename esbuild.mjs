// Builds everything that ships: `node esbuild.mjs [--watch] [--production]`.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { context } from 'esbuild';
import { noticesOf } from './scripts/notices.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const shared = {
  bundle: true,
  logLevel: 'warning',
  minify: production,
  sourcemap: production ? false : 'linked',
  target: 'es2022',
  // The licences go into one file beside the bundles.
  legalComments: 'none',
  metafile: true,
};
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node20' };
const browser = { ...shared, platform: 'browser', mainFields: ['browser', 'module', 'main'] };

const builds = [
  {
    ...node,
    entryPoints: {
      client: 'client/src/node.ts',
      server: 'server/src/node.ts',
      cli: 'server/src/cli.ts',
    },
    outdir: 'dist',
    external: ['vscode', './server.js'],
  },
  {
    ...browser,
    entryPoints: { 'client.browser': 'client/src/browser.ts' },
    outdir: 'dist',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...browser,
    entryPoints: { 'server.browser': 'server/src/browser.ts' },
    outdir: 'dist',
    format: 'iife',
  },
];

const contexts = await Promise.all(builds.map((options) => context(options)));
await mkdir('dist', { recursive: true });
await copyFile('server/model/model.bin', 'dist/model.bin');
if (watch) await Promise.all(contexts.map((each) => each.watch()));
else {
  const results = await Promise.all(contexts.map((each) => each.rebuild()));
  await writeFile(
    'dist/ThirdPartyNotices.txt',
    await noticesOf(results.map((each) => each.metafile)),
  );
  await Promise.all(contexts.map((each) => each.dispose()));
}
