import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * The notices of the packages that esbuild put into its outputs, as their licences demand: name,
 * version and licence text of each. Fails where a package has no licence file.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
export async function noticesOf(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(inputs.flatMap((input) => PACKAGE.exec(input)?.[1] ?? []));
  const notices = await Promise.all([...folders].sort().map(noticeOf));
  return `Galley contains the following packages.\n\n${notices.join('\n')}`;
}

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  if (!file && !license) throw new Error(`${folder} has no licence: it must not be bundled`);
  const text = file
    ? (await readFile(path.join(folder, file), 'utf8')).trim()
    : `Licence: ${license}`;
  return `${'─'.repeat(78)}\n${name} ${version}\n\n${text.replaceAll('\r\n', '\n')}\n`;
}
