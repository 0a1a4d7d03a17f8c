import type { Position } from 'vscode-languageserver';
import type { ChangeNoteArguments } from '../../annotationProtocol.ts';
import type { Page } from '../../annotations/page.ts';
import { type Range, trimmed, wordsOf } from '../../annotations/words.ts';
import type { Lines } from '../../core/lines.ts';
import { actCommand } from './acts.ts';
import { asBoolean, asRange, asString, asWords, isWrong } from './arguments.ts';

/** Writes a note on words, or an answer to one. */
export const addNote = actCommand({
  usage: ', range, text, replyTo?',
  byLine: true,
  read({ range: stretch, text: words, replyTo: id }) {
    const range = asRange(stretch);
    const text = asWords(words);
    if (!range || text === undefined || isWrong(id, asString)) return undefined;
    const replyTo = asString(id);
    return { range, text, ...(replyTo === undefined ? {} : { replyTo }) };
  },
  carryOut({ page, act, messages }, { range, text, replyTo }) {
    if (replyTo !== undefined && page.find(replyTo)?.annotation.type !== 'note') {
      return { refused: messages.goneAnnotation };
    }
    const words = wordsIn(page.lines, range.start, range.end);
    if (!words) return { refused: messages.noWords };
    return { changed: 1, id: page.addNote(words, text, act, replyTo) };
  },
});

/** Changes the words of a note, or whether it is resolved. */
export const changeNote = actCommand({
  usage: ', id, text?, resolved?',
  read({ id: which, text: words, resolved: state }) {
    const id = asString(which);
    if (id === undefined || isWrong(words, asWords) || isWrong(state, asBoolean)) return undefined;
    const [text, resolved] = [asWords(words), asBoolean(state)];
    const change: Pick<ChangeNoteArguments, 'text' | 'resolved'> = {
      ...(text === undefined ? {} : { text }),
      ...(resolved === undefined ? {} : { resolved }),
    };
    return { id, change };
  },
  carryOut({ page, act, messages }, { id, change }) {
    if (page.find(id)?.annotation.type !== 'note') return { refused: messages.goneAnnotation };
    return { changed: page.changeNote(id, change, act) };
  },
});

/** Removes an annotation, and with a note the answers to it. */
export const remove = actCommand({
  usage: ', id',
  read: ({ id }) => asString(id),
  carryOut({ page, messages }, id) {
    const changed = page.remove([id]);
    return changed > 0 ? { changed } : { refused: messages.goneAnnotation };
  },
});

/** Puts an orphan on words of the text. */
export const reattach = actCommand({
  usage: ', id, range',
  byLine: true,
  read({ id: which, range: stretch }) {
    const [id, range] = [asString(which), asRange(stretch)];
    return id !== undefined && range ? { id, range } : undefined;
  },
  carryOut({ page, act, messages }, { id, range }) {
    const found = page.find(id);
    if (!found?.orphan) return { refused: messages.goneAnnotation };
    const words = placeOf(found.annotation.type, page, range);
    if (!words) return { refused: messages.noWords };
    return { changed: page.reattach(id, words, act) ? 1 : 0 };
  },
});

/** A label is on the words of a line; a note where it is put. */
function placeOf(
  type: 'label' | 'note',
  page: Page,
  { start, end }: { readonly start: Position; readonly end: Position },
): Range | undefined {
  if (type === 'note') return wordsIn(page.lines, start, end);
  return start.line < page.lines.count ? wordsOf(page.lines, start.line) : undefined;
}

/** The words between two positions; those of the line where nothing is selected. */
function wordsIn(lines: Lines, start: Position, end: Position): Range | undefined {
  if (start.line >= lines.count) return undefined;
  const range = trimmed(lines.text, { start: offsetAt(lines, start), end: offsetAt(lines, end) });
  return range.start < range.end ? range : wordsOf(lines, start.line);
}

function offsetAt(lines: Lines, { line, character }: Position): number {
  if (line >= lines.count) return lines.text.length;
  return Math.min(lines.start(line) + character, lines.end(line));
}
