import { serialize } from '../../server/src/annotations/jsonld.ts';
import { Page } from '../../server/src/annotations/page.ts';
import { pathOf } from '../../server/src/annotations/store.ts';
import { groupOf, type Kind, kindsOf } from '../../server/src/core/kinds.ts';
import type { Model } from '../../server/src/core/model/model.ts';
import { createParser } from '../../server/src/core/parser.ts';
import type { Lesson } from '../../server/src/learning/examples.ts';

/** Lines that every page of an invented site has: before the article and after it. */
const ABOVE = ['The Harbour Lantern', 'Tides', 'Ferries', 'Fish market', 'Lost and found'];
const BELOW = [
  'Around the quay',
  'Who mends your nets?',
  'Ask the pilot',
  'Lamp-lighters wanted',
  'Ring the bell',
  'The Lantern is hung out by the harbour board',
];
const TOPICS = ['crane', 'lighthouse', 'dredger', 'pier', 'buoy', 'net loft', 'slipway', 'winch'];

/** A page of the site: what all pages have, and an article of its own. */
export function page(number: number): string {
  const topic = TOPICS[number % TOPICS.length] ?? 'boat';
  return [
    ...ABOVE,
    '',
    `Harbour board to repair the ${topic} before winter`,
    '',
    `The board of the harbour said on Monday that the ${topic} will be closed for ${number + 2} weeks.`,
    '',
    `“We have waited long enough”, said the harbour master, who has looked after the ${topic} for years.`,
    '',
    ...BELOW,
    '',
  ].join('\n');
}

/**
 * Lessons whose people call what every page has otherwise than the model does: each of these lines has another kind
 * of the same group, so that the lines can be learned whatever the model's weights are.
 */
export function contraryLessons(model: Model, count: number): Lesson[] {
  const names = new Map<string, Kind>();
  return Array.from({ length: count }, (_, number) => {
    const text = page(number);
    const { kinds, lines } = createParser(model).parse(text);
    const labels = new Map<number, Kind>();
    kinds.forEach((kind, line) => {
      if (!kind) return;
      const words = lines.textOf(line);
      const isCommon = ABOVE.includes(words) || BELOW.includes(words);
      if (isCommon && !names.has(words)) names.set(words, anotherThan(kind));
      labels.set(line, names.get(words) ?? kind);
    });
    return {
      source: `seeds/${String(number).padStart(3, '0')}.txt`,
      text,
      labels,
      reviewed: false,
    };
  });
}

/** Lessons whose people agree with the model. */
export function agreeingLessons(model: Model, count: number): Lesson[] {
  return contraryLessons(model, count).map((lesson) => {
    const { kinds } = createParser(model).parse(lesson.text);
    const labels = new Map(kinds.flatMap((kind, line) => (kind ? [[line, kind] as const] : [])));
    return { ...lesson, labels };
  });
}

/** The files of a folder with lessons: sources, and what people decided about them. */
export function filesOf(lessons: readonly Lesson[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { source, text, labels } of lessons) {
    let count = 0;
    const page = new Page(text, { annotations: [] }, () => `urn:x:${source}:${++count}`);
    for (const [line, kind] of labels) {
      page.label([line], kind, { who: 'Ann', when: '2026-01-01T00:00:00Z' });
    }
    files[source] = text;
    files[pathOf(source)] = serialize(text, source, page.content());
  }
  return files;
}

function anotherThan(kind: Kind): Kind {
  const others = kindsOf(groupOf(kind)).filter((each) => each !== kind);
  return others[others.length >> 1] ?? kind;
}
