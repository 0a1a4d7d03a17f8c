// Bundles what runs under `node --test`: test/<suite>/*.test.ts → out/<suite>/*.test.cjs, for the suites named.
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const suites = process.argv.slice(2);
for (const suite of suites) {
  const entries = (await readdir(`test/${suite}`)).filter((name) => name.endsWith('.test.ts'));
  await rm(`out/${suite}`, { recursive: true, force: true });
  await build({
    entryPoints: entries.map((name) => `test/${suite}/${name}`),
    outdir: `out/${suite}`,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    // What of the client is tested without VS Code has files in memory.
    alias: { vscode: path.resolve('test/support/vscode.ts') },
    external: [
      'esbuild',
      'vscode-oniguruma',
      'vscode-textmate',
      'fast-check',
      'vscode-languageserver*',
      'jsonld',
      'playwright-core',
    ],
    logLevel: 'warning',
  });
}
