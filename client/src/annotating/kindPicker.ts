import { env, l10n, type QuickPickItem, QuickPickItemKind, type TextEditor, window } from 'vscode';
import {
  AnnotationRequest,
  type LineKind,
  type LineKinds,
  type LinesArguments,
} from '../../../server/src/annotationProtocol.ts';
import { type Group, type Kind, kindsOf } from '../../../server/src/core/kinds.ts';
import { type Messages, messagesFor } from '../../../server/src/language/messages.ts';
import type { Server } from '../server.ts';
import { KIND_KEYS, shownKey } from './keys.ts';

interface KindItem extends QuickPickItem {
  readonly of?: Kind;
}

const GROUPS: readonly Group[] = ['article', 'comments', 'boilerplate'];

/** Asks which kind the selected lines have: what the first of them is now stands first. */
export async function pickKind(server: Server, editor: TextEditor): Promise<Kind | undefined> {
  const now = await kindNow(server, editor);
  const messages = messagesFor(env.language);
  const items = [
    ...(now ? [separator(l10n.t('the line now')), presentItem(now, messages)] : []),
    ...GROUPS.flatMap((group) => [
      separator(messages.group(group)),
      ...kindsOf(group)
        .filter((kind) => kind !== now?.kind)
        .map((kind) => itemOf(kind, messages)),
    ]),
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Label Lines As'),
    placeHolder: l10n.t(
      'Which kind? Each has a key, for after Ctrl+K G (⌘K G) and for label mode.',
    ),
    matchOnDescription: true,
  });
  return picked?.of;
}

/** What the first of the selected lines is, for who is about to say. */
export async function kindNow(
  server: Server,
  { document, selection }: TextEditor,
): Promise<LineKind | undefined> {
  const params: LinesArguments = { uri: document.uri.toString(), line: selection.start.line };
  const { kinds } = AnnotationRequest;
  const said = await server.request<LinesArguments, LineKinds | null>(kinds, params);
  return said?.lines[0] ?? undefined;
}

/** How sure a line's kind is, as a hover tells it, or that a person said so. */
export function sureness({ labelled, confidence }: LineKind): string {
  return labelled ? l10n.t('labelled') : messagesFor(env.language).sure(confidence);
}

function presentItem(now: LineKind, messages: Messages): KindItem {
  const item = itemOf(now.kind, messages);
  return { ...item, description: `${item.description} · ${sureness(now)}` };
}

function itemOf(kind: Kind, messages: Messages): KindItem {
  const description = `${shownKey(KIND_KEYS[kind])} · ${messages.about(kind)}`;
  return { of: kind, label: messages.kind(kind), description };
}

function separator(label: string): KindItem {
  return { label, kind: QuickPickItemKind.Separator };
}
