import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page on editors, whose configurations are what the tests run. */
export const PAGE = readFileSync(join(__dirname, '../../docs/editors.md'), 'utf8');

/** The first code block in a language below a heading of the page. */
export function configuration(heading: string, language: string): string {
  const [, section = ''] = PAGE.split(`\n## ${heading}\n`);
  const [, code] = new RegExp(`\\n\`\`\`${language}\\n(.*?)\\n\`\`\`\\n`, 'su').exec(section) ?? [];
  assert.ok(code, `docs/editors.md has no ${language} below "${heading}"`);
  return code;
}
