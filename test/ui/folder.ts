// The folder that is open in the tested workbench, as `scripts/ui.mjs` made it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Workbench } from './workbench.ts';

export const folder = env('GALLEY_UI_FOLDER');

/** The source that is open at the start, relative to the folder. */
export const source = env('GALLEY_UI_SOURCE');

/** The text of the source before any test. */
export const original = read(source);

const lines = original.split('\n');

const SETTINGS = '.vscode/settings.json';

const settings: object = JSON.parse(read(SETTINGS));

/** Opens the workbench that the runner of the tests has started. */
export function openWorkbench(viewport?: { width: number; height: number }): Promise<Workbench> {
  return Workbench.open(env('GALLEY_UI_URL'), env('GALLEY_UI_SHOTS'), viewport);
}

/** The number of the first line of the source that has a text, counted from one. */
export function lineOf(text: string): number {
  const line = lines.findIndex((each) => each.includes(text));
  if (line < 0) throw new Error(`no line of ${source} has “${text}”`);
  return line + 1;
}

/** The first whole line of the source that has a text. */
export function lineWith(text: string): string {
  return lines[lineOf(text) - 1] ?? '';
}

/** The present text of a file of the folder. */
export function read(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

/** Gives the folder settings besides those that it was made with, in place of all given before. */
export function set(others: object): void {
  writeFileSync(path.join(folder, SETTINGS), JSON.stringify({ ...settings, ...others }));
}

function env(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run this test by npm run test:ui`);
  return value;
}
