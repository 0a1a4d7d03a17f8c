import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { TestContext } from 'node:test';

/** The built program. */
export const CLI = resolve(process.env.GALLEY_CLI ?? 'dist/cli.js');
export const SAMPLES = resolve('samples/seeds');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built program to its end. */
export function galley(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return execute(process.execPath, [CLI, ...args], options);
}

/** Runs a shell script in which `$GALLEY` stands for the built program. */
export function script(text: string, options: RunOptions = {}): Promise<Run> {
  const env = { ...options.env, GALLEY: `"${process.execPath}" "${CLI}"` };
  return execute('bash', ['-c', text.replaceAll('$GALLEY', env.GALLEY)], { ...options, env });
}

export async function execute(
  program: string,
  args: readonly string[],
  { cwd, input = '', env = {} }: RunOptions,
): Promise<Run> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  const [stdout, stderr] = [out, err].map((chunks) => Buffer.concat(chunks).toString('utf8'));
  return { code, stdout: stdout ?? '', stderr: stderr ?? '' };
}

/** A folder of the test's own with some files in it; it goes when the test ends. */
export function folderWith(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'galley-cli-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** What the page put around {@link STORY}. */
const HEAD = [
  'Home',
  'News',
  'Sport',
  'Business',
  'Weather',
  'Log in',
  'Register',
  'Subscribe to our newsletter',
  '',
];
const FOOT = [
  '',
  'MOST READ',
  '1. Ferry timetable changes from Monday',
  '2. Why the clock tower strikes thirteen',
  '3. School kitchen wins regional prize',
  '4. Council to vote on market hall roof',
  '',
  'Share on Facebook',
  'Share on Twitter',
  'We use cookies to improve your experience. Accept all cookies',
  'Privacy Policy',
  'Terms of Service',
  'Cookie settings',
  '© 2026 The Tarn Valley Herald. All rights reserved.',
];

/** What a person wrote, and no policy strips. */
export const STORY = [
  'Old mill wheel turns again after forty years',
  'By Ada Winterbourne',
  'The wooden wheel of the Tarn Valley mill, which had stood still since the flood of 1986, began to turn again on Saturday in front of some three hundred villagers.',
  'It took a team of eleven volunteers almost two years to replace the paddles, which were cut from larch that grew on the slope behind the church.',
  '“I did not believe it until I heard the water,” said the former miller, who is ninety-one and had brought his grandchildren.',
];

/** A page with the line end given; the policy `thorough` strips several lines of it. */
export function page(eol = '\n'): string {
  return `${[...HEAD, ...STORY, ...FOOT].join(eol)}${eol}`;
}

/** A story of so many paragraphs, each of its own words. */
export function longStory(paragraphs: number): string {
  const words = 'harbour mill lantern orchard quarry meadow bridge tower chapel ferry market'.split(
    ' ',
  );
  const word = (index: number): string => words[index % words.length] ?? '';
  return Array.from({ length: paragraphs }, (_, index) => {
    const [road, place, keeper, broken] = [0, 3, 1, 2].map((by) => word(index * (by + 1) + by));
    return `On the ${road} road, past the ${place}, the old ${keeper} keeper told me that he had waited ${index + 2} years for the ${broken} to be mended, and laughed.\n`;
  }).join('');
}

/** One line of `label --json` or of `filter --emit labels`. */
export interface Labelled {
  readonly path?: string;
  readonly id?: unknown;
  readonly lines: readonly Label[];
}

export type Label = {
  readonly kind: string;
  readonly confidence: number;
  readonly strip: boolean;
} | null;

/** The objects of JSON lines. */
export function objects<T>(jsonl: string): T[] {
  return jsonl
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
