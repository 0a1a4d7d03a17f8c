import { dirname, relative } from 'node:path';
import type { Keep } from '../core/keep.ts';
import type { Configs } from '../corpus/config.ts';
import { type SourceFile, slashed } from '../corpus/walk.ts';
import { keepOf } from '../settings/keep.ts';
import type { Settings } from '../settings/settings.ts';

/** Standard input, on the command line and in output. */
export const STDIN = '-';

/** What holds for a file: the nearest project file above it, or above the current folder for input. */
export function settingsOf({ path }: SourceFile, configs: Configs): Settings {
  return configs.for(path === STDIN ? '.' : dirname(path)).settings;
}

/** Which lines of a file people keep, as its project file says. */
export function keepFor({ path }: SourceFile, configs: Configs): Keep | undefined {
  const { root, settings } = configs.for(path === STDIN ? '.' : dirname(path));
  return keepOf(settings.keep, root === undefined ? path : slashed(relative(root, path)));
}
