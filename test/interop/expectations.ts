import type { Workspace } from './workspace.ts';
import { sample } from './workspace.ts';

/** A problem, as far as every editor shows it: where it is, what it is of, and whether it is sure. */
export interface Problem {
  readonly line: number;
  readonly endLine: number;
  readonly kind: string;
  readonly sure: boolean;
}

interface Section {
  readonly name: string;
  readonly children: readonly Section[];
}

/** What `galley check` finds, in order of lines. */
export function problemsOf(workspace: Workspace): Problem[] {
  const { findings } = JSON.parse(workspace.galley('check', '--suspected', '--format', 'json'));
  const problems = (findings as (Problem & { line: number })[]).map(
    ({ line, endLine, kind, sure }) => ({ line: line - 1, endLine: endLine - 1, kind, sure }),
  );
  return inOrder(problems);
}

export function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.line - b.line);
}

/** The names in what `galley outline` shows, parents before children: as it was, or with its labels. */
export function namesOf(workspace: Workspace, of: 'original' | 'labelled' = 'original'): string[] {
  const args = ['outline', '--json'];
  const json = of === 'original' ? workspace.galley(...args) : workspace.galleyNow(...args);
  const { sections } = JSON.parse(json);
  const flat = ({ name, children }: Section): string[] => [name, ...children.flatMap(flat)];
  return (sections as Section[]).flatMap(flat);
}

/** A text without the lines of a problem. */
export function without(text: string, { line, endLine }: Problem): string {
  return text
    .split(/(?<=\n)/u)
    .filter((_, index) => index < line || index > endLine)
    .join('');
}

const NEWS = sample('000_harbour-bridge.txt');

/** A text whose second half starts a line later for LSP than for Neovim and Emacs. */
export const LONE_CR = NEWS.replace(' “You can hear', '\r“You can hear');

/** Texts that a fix must leave as they are but for the lines that go. */
export const TEXTS: Readonly<Record<string, string>> = {
  'LF line ends': NEWS,
  'CRLF line ends': sample('018_bike-lights.txt'),
  'a byte order mark': sample('019_strandbibliotheek.txt'),
  'a byte order mark and CRLF': `\uFEFF${NEWS.replaceAll('\n', '\r\n')}`,
  'line ends of both sorts': NEWS.replaceAll(/\.\n/gu, '.\r\n'),
  'no line end at its end': NEWS.trimEnd(),
  'a last line that stays, without a line end': `${NEWS}Aisha Khan, 2 hours ago\nMy grandfather set those bearings, and he said they would see us all out.`,
  'emoji and right-to-left text': sample('017_kitchen-table-emoji.txt'),
};
