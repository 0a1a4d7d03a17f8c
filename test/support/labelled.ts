import { AnnotationStore } from '../../server/src/annotations/store.ts';
import type { Kind } from '../../server/src/core/kinds.ts';
import { MemoryFiles } from './memory-files.ts';

/** The files, by path, that hold a person's label on some lines of a source. */
export async function labelled(
  source: string,
  text: string,
  lines: Iterable<number>,
  kind: Kind,
): Promise<ReadonlyMap<string, string>> {
  const files = new MemoryFiles();
  const store = new AnnotationStore(files);
  const opened = await store.open(source, text);
  opened.page.label(lines, kind, { who: 'Ann', when: '2026-01-02T03:04:05Z' });
  await store.save(opened);
  return files.contents;
}
