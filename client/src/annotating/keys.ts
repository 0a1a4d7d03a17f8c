import type { Kind } from '../../../server/src/core/kinds.ts';
import { Command } from '../commandIds.ts';

/**
 * The keys of annotating: the manifest's key bindings are made of these tables, and the picker of
 * kinds shows them. Each key works twice: after {@link PREFIX} anywhere in a source, and alone while
 * label mode is on.
 */
export const PREFIX = { key: 'ctrl+k g', mac: 'cmd+k g' } as const;

/** Small letters for what people wrote, capitals for what the page put there. */
export const KIND_KEYS: Readonly<Record<Kind, string>> = {
  headline: 'h',
  kicker: 'k',
  deck: 'd',
  byline: 'y',
  timestamp: 't',
  caption: 'p',
  body: 'b',
  subheading: 'i',
  credit: 'r',
  tags: 'g',
  comment: 'c',
  'comment-meta': 'm',
  masthead: 'shift+m',
  navigation: 'shift+n',
  ranking: 'shift+r',
  related: 'shift+e',
  promo: 'shift+p',
  share: 'shift+s',
  account: 'shift+a',
  consent: 'shift+c',
  legal: 'shift+l',
  widget: 'shift+w',
};

/** What else can be done, and its key. */
export const ACT_KEYS: Readonly<Partial<Record<keyof typeof Command, string>>> = {
  acceptAndNext: 'enter',
  acceptBlock: 'shift+enter',
  labelLines: 'space',
  removeLabels: 'backspace',
  nextToReview: 'n',
  skipToNext: 's',
  undoLabel: 'u',
  redoLabel: 'shift+u',
  markReviewed: 'v',
  unmarkReviewed: 'shift+v',
  writeNote: 'a',
};

/** Into label mode, after the prefix; and out of it. */
export const MODE_KEYS = { enter: 'l', leave: 'escape' } as const;

/** A key binding of the manifest. */
export interface KeyBinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly when: string;
  readonly args?: Kind;
}

/** Where annotating makes sense: in the text of a source, which a clean view is not. */
export const IN_SOURCE =
  'editorTextFocus && (editorLangId == source-text || galley.isSource) && resourceScheme != galley-clean';

/** Label mode makes the source read-only: so no key of the mode is ever taken from who is writing. */
export const IN_MODE = 'editorTextFocus && editorReadonly && galley.labelling';

/** Escape closes first what it closes elsewhere. */
const TO_LEAVE = `${IN_MODE} && !findWidgetVisible && !markersNavigationVisible`;

/** All key bindings of the manifest. */
export function keyBindings(): KeyBinding[] {
  const kinds = Object.entries(KIND_KEYS).map(([kind, key]) => ({
    command: Command.labelLines,
    key,
    args: kind as Kind,
  }));
  const acts = Object.entries(ACT_KEYS).map(([name, key]) => ({
    command: Command[name as keyof typeof Command],
    key,
  }));
  const command = Command.toggleLabelMode;
  return [
    chord({ command, key: MODE_KEYS.enter }),
    { command, key: MODE_KEYS.leave, when: TO_LEAVE },
    ...[...kinds, ...acts].flatMap((binding) => [chord(binding), { ...binding, when: IN_MODE }]),
  ];
}

function chord(binding: Omit<KeyBinding, 'when'>): KeyBinding {
  const { key } = binding;
  return {
    ...binding,
    key: `${PREFIX.key} ${key}`,
    mac: `${PREFIX.mac} ${key}`,
    when: IN_SOURCE,
  };
}

/** A key as people know it: `Shift+M`, `H`. */
export function shownKey(key: string): string {
  const parts = key.split('+');
  return parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('+');
}
