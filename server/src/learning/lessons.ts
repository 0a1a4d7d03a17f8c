import { AnnotationStore, type Files } from '../annotations/store.ts';
import type { Lesson } from './examples.ts';

/** What a folder's labels teach, and the sources whose labels cannot be read. */
export interface Lessons {
  readonly lessons: readonly Lesson[];
  readonly failures: readonly { readonly source: string; readonly error: unknown }[];
}

/** Reads what people decided about the sources of a folder; sources that are gone are passed over. */
export async function lessonsIn(files: Files): Promise<Lessons> {
  const store = new AnnotationStore(files);
  const lessons: Lesson[] = [];
  const failures: { source: string; error: unknown }[] = [];
  for (const source of await store.sources()) {
    try {
      const text = await files.read(source);
      if (text === undefined) continue;
      const { page } = await store.open(source, text);
      const reviewed = page.review !== undefined;
      lessons.push({ source, text, labels: page.labels(), reviewed });
    } catch (error) {
      failures.push({ source, error });
    }
  }
  return { lessons, failures };
}
