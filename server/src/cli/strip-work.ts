import { applyEdits } from '../core/source.ts';
import { removedRanges } from '../core/strip.ts';
import type { SourceBytes } from '../corpus/decode.ts';
import { SourceError } from '../corpus/problem.ts';
import { type SourceFile, slashed } from '../corpus/walk.ts';
import { replaceFile, writeInto } from '../corpus/write.ts';
import { withSource } from './decisions.ts';
import type { FileWork, Tools } from './jobs.ts';
import { patchOf } from './patch.ts';
import { type PolicyChoice, policyOf } from './policy.ts';
import { settingsOf } from './settings.ts';
import { oneLine } from './visible.ts';

/** Where the cleaned text goes. */
export type StripTarget =
  | { readonly type: 'stdout' }
  | { readonly type: 'diff' }
  /** `force`: also where more goes than the settings allow. */
  | { readonly type: 'write'; readonly force: boolean }
  | { readonly type: 'folder'; readonly folder: string };

export interface StripJob {
  readonly type: 'strip';
  readonly target: StripTarget;
  readonly policy: PolicyChoice;
}

/** Strips a file and puts it where it goes. The result is what standard output gets. */
export function stripWork(job: StripJob, tools: Tools): FileWork<string> {
  return (file, before) =>
    withSource(file, before.text, tools, (source, parser) => {
      const settings = settingsOf(file, tools.configs);
      const policy = policyOf(job.policy, settings.strip);
      const flags = parser.strips(source, policy);
      const text = applyEdits(before.text, parser.strip(source, policy));
      const lines = flags.reduce((sum, flag) => sum + flag, 0);
      if (job.target.type === 'stdout') return text;
      if (job.target.type === 'diff') {
        if (lines === 0) return '';
        return patchOf(slashed(file.path), source, removedRanges(source.lines, flags), text);
      }
      if (job.target.type === 'write' && !job.target.force) {
        checkShare(file, before.text, text, settings.strip.maximumShare);
      }
      put(job.target, file, before, text);
      if (lines === 0) return '';
      return `${oneLine(slashed(file.path))}: ${lines} ${lines === 1 ? 'line' : 'lines'} stripped\n`;
    });
}

/** Throws a {@link SourceError} where more of a text would go than may without a question. */
function checkShare({ path }: SourceFile, before: string, after: string, maximum: number): void {
  const share = before.length === 0 ? 0 : 1 - after.length / before.length;
  if (share <= maximum) return;
  const what = `would lose ${Math.floor(share * 100)} %, more than strip.maximumShare allows`;
  throw new SourceError(path, what, 'look at --diff; --force strips it all the same');
}

/** Writes a cleaned text to where it goes; a file that would not change is left alone. */
function put(
  target: Extract<StripTarget, { type: 'write' | 'folder' }>,
  file: SourceFile,
  before: SourceBytes,
  text: string,
): void {
  if (target.type === 'folder') writeInto(target.folder, file.place, text);
  else if (text !== before.text) replaceFile(file.path, before, text);
}
