import type { TextEdit } from '../core/source.ts';
import type { Range } from './words.ts';

/**
 * Where words stand after an edit that somebody made in an editor, exactly; undefined where it took
 * all of them. An edit before them shifts them. What is typed inside them, in place of a part of
 * them, or at their border belongs to them. Text of several lines does not, for it has lines of its
 * own: where it parts the words, the longer part is kept; a mere line end between them leaves both.
 * An edit that takes their head or tail together with what stood beside leaves them the rest.
 */
export function follow({ start, end }: Range, edit: TextEdit): Range | undefined {
  const { newText } = edit;
  const shift = newText.length - (edit.end - edit.start);
  const inserts = edit.start === edit.end;
  if (edit.end < start || (edit.end === start && !inserts)) {
    return { start: start + shift, end: end + shift };
  }
  if (edit.start > end || (edit.start === end && !inserts)) return { start, end };
  if (!inserts && edit.start <= start && edit.end >= end) return undefined;
  const isOfWords = !/[\n\r]/u.test(newText);
  if (edit.start > start && edit.end < end) {
    if (isOfWords || newText.trim() === '') return { start, end: end + shift };
    const keepsHead = edit.start - start >= end - edit.end;
    return keepsHead ? { start, end: edit.start } : { start: edit.end + shift, end: end + shift };
  }
  // The edit is at one border of the words, or across it.
  if (edit.start <= start) {
    const belongs = isOfWords && edit.start === start;
    return { start: belongs ? start : edit.start + newText.length, end: end + shift };
  }
  const belongs = isOfWords && edit.end === end;
  return { start, end: belongs ? end + shift : edit.start };
}
