import { dirname } from 'node:path';
import type { Configs } from '../corpus/config.ts';
import type { SourceFile } from '../corpus/walk.ts';
import type { Settings } from '../settings/settings.ts';

/** Standard input, on the command line and in output. */
export const STDIN = '-';

/** What holds for a file: the nearest project file above it, or above the current folder for input. */
export function settingsOf({ path }: SourceFile, configs: Configs): Settings {
  return configs.for(path === STDIN ? '.' : dirname(path)).settings;
}
