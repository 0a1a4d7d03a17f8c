// What the suites of annotating share: the labels and notes that are stored in the workspace.
import * as vscode from 'vscode';
import { closeAll, eventually, open, problems, readText, removeFolder, write } from './support.ts';

/** Each test has a source of its own: VS Code keeps documents for a while, and the server with them. */
let round = 0;
const home = () => `annotating-${round}`;
const own = () => `${home()}/000_harbour-bridge.txt`;

/** Opens a source that nobody annotated yet. */
export async function openSource(): Promise<vscode.TextDocument> {
  round++;
  await write(own(), await readText('seeds/000_harbour-bridge.txt'));
  const document = await open(own());
  await problems(document);
  return document;
}

/** Removes the source that was opened, and all annotations. */
export async function removeSource(): Promise<void> {
  await closeAll();
  for (const name of [home(), '.galley/labels']) await removeFolder(name);
}

/** An annotation as its file has it, as far as the tests look at it. */
export interface Stored {
  readonly motivation: string;
  readonly kind: string | undefined;
  readonly text: string | undefined;
  readonly quote: string;
}

interface Item {
  readonly motivation: string;
  readonly body?: { readonly value?: string };
  readonly target: { readonly selector: readonly { readonly exact?: string }[] };
}

/** What is stored beside a source; nothing where there is no file. */
export async function stored(source = own()): Promise<readonly Stored[]> {
  const json = await readText(`.galley/labels/${source}.jsonld`).catch(() => undefined);
  if (json === undefined) return [];
  const { items } = JSON.parse(json) as { readonly items: readonly Item[] };
  return items.map(({ motivation, body, target }) => ({
    motivation,
    kind: motivation === 'classifying' ? body?.value : undefined,
    text: motivation === 'classifying' ? undefined : body?.value,
    quote: target.selector.find(({ exact }) => exact !== undefined)?.exact ?? '',
  }));
}

/** The labels stored, as `kind: words`, once they are as they should be. */
export async function labelsAre(expected: readonly string[], source = own()): Promise<void> {
  let found = '';
  const wanted = JSON.stringify(expected);
  await eventually('labels', async () => {
    const labels = (await stored(source)).filter(({ kind }) => kind !== undefined);
    found = JSON.stringify(labels.map(({ kind, quote }) => `${kind}: ${quote}`));
    return found === wanted || undefined;
  }).catch(() => {
    throw new Error(`the labels are ${found}, not ${wanted}`);
  });
}

/** Puts cursors or selections of whole lines into the active editor. */
export function select(document: vscode.TextDocument, ...texts: readonly string[]): void {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) throw new Error('the document is not in the active editor');
  editor.selections = texts.map((text) => {
    const at = document.positionAt(document.getText().indexOf(text));
    return new vscode.Selection(at, at);
  });
}

export function lineOf(document: vscode.TextDocument, text: string): number {
  return document.positionAt(document.getText().indexOf(text)).line;
}
