import { isKind } from '../core/kinds.ts';
import type { Annotation, Label, Target } from './annotation.ts';
import {
  AnnotationError,
  count,
  type Fields,
  fields,
  isFields,
  json,
  list,
  optional,
  string,
} from './checked.ts';
import { FilePoints } from './codePoints.ts';
import type { PageContent, Review } from './content.ts';

/**
 * Reads a page that {@link serialize} wrote, or an older version of it. Offsets are those of the
 * text that is given; where it changed since, the targets have to be anchored.
 * @throws AnnotationError where the file is not what it should be
 */
export function deserialize(text: string, page: string): PageContent {
  return read(page, new FilePoints(text));
}

/** Like {@link deserialize} without the text: offsets stay in code points. */
export function deserializeAlone(page: string): PageContent {
  return read(page, { toUtf16: (index) => index });
}

/** What turns the file's offsets into those of the text. */
type Points = Pick<FilePoints, 'toUtf16'>;

function read(text: string, points: Points): PageContent {
  const page = migrated(fields(json(text), ''), MIGRATIONS);
  const items = page.items;
  if (!Array.isArray(items)) throw new AnnotationError('/items', 'expected a list of annotations');
  const annotations = items.map((item, index) => annotationOf(item, `/items/${index}`, points));
  const seen = new Set<string>();
  annotations.forEach(({ id }, index) => {
    if (seen.has(id)) throw new AnnotationError(`/items/${index}/id`, `“${id}” is there twice`);
    seen.add(id);
  });
  const review = page['galley:review'];
  return { annotations, review: review === undefined ? undefined : reviewOf(review) };
}

function reviewOf(value: unknown): Review {
  const pointer = '/galley:review';
  const { by, at } = fields(value, pointer);
  return { by: string(by, `${pointer}/by`), at: string(at, `${pointer}/at`) };
}

/** Brings a page of one version to the next. */
export type Migration = (page: Fields) => Fields;

/** The way from each version that was ever written, counted from 1, to the next. */
const MIGRATIONS: readonly Migration[] = [
  // 2 knows `galley:adjudicates`, which a Galley of 1 would lose when it writes; all else is the same.
  (page) => page,
];

/**
 * Brings a page of an older schema to the one after the last migration.
 * @throws AnnotationError for a version that is newer, or none
 */
export function migrated(page: Fields, migrations: readonly Migration[]): Fields {
  const pointer = '/galley:schema';
  const version = page['galley:schema'];
  const present = migrations.length + 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new AnnotationError(pointer, `expected a version from 1 to ${present}`);
  }
  if (version > present) {
    throw new AnnotationError(pointer, `version ${version} is newer than this Galley: update it`);
  }
  const newer = migrations.slice(version - 1).reduce((older, migrate) => migrate(older), page);
  return { ...newer, 'galley:schema': present };
}

function annotationOf(value: unknown, pointer: string, points: Points): Annotation {
  const item = fields(value, pointer);
  const body = fields(item.body, `${pointer}/body`);
  const modified = item.modified;
  const decision = {
    id: string(item.id, `${pointer}/id`),
    target: targetOf(item.target, `${pointer}/target`, points),
    creator: string(fields(item.creator, `${pointer}/creator`).name, `${pointer}/creator/name`),
    created: string(item.created, `${pointer}/created`),
    ...(modified === undefined ? {} : { modified: string(modified, `${pointer}/modified`) }),
  };
  const content = string(body.value, `${pointer}/body/value`);
  switch (item.motivation) {
    case 'classifying':
      if (isKind(content)) {
        return { ...decision, type: 'label', kind: content, ...adjudicated(item, pointer) };
      }
      throw new AnnotationError(`${pointer}/body/value`, `“${content}” is not a kind of section`);
    case 'commenting':
    case 'replying':
      break;
    default:
      throw new AnnotationError(
        `${pointer}/motivation`,
        'expected classifying, commenting or replying',
      );
  }
  const replyTo = item['galley:replyTo'];
  return {
    ...decision,
    type: 'note',
    text: content,
    resolved: item['galley:resolved'] === true,
    ...(replyTo === undefined ? {} : { replyTo: string(replyTo, `${pointer}/galley:replyTo`) }),
  };
}

function adjudicated(item: Fields, pointer: string): Pick<Label, 'adjudicates'> {
  const at = `${pointer}/galley:adjudicates`;
  const ids = optional(item['galley:adjudicates'], at, list);
  return ids ? { adjudicates: ids.map((id, index) => string(id, `${at}/${index}`)) } : {};
}

function targetOf(value: unknown, pointer: string, points: Points): Target {
  const {
    selector: selectors,
    'galley:repeated': repeated,
    'galley:text': text,
  } = fields(value, pointer);
  const of = (type: string): Fields => {
    const all: readonly unknown[] = Array.isArray(selectors) ? selectors : [selectors];
    const index = all.findIndex((each) => isFields(each) && each.type === type);
    if (index < 0) throw new AnnotationError(`${pointer}/selector`, `expected a ${type}`);
    return fields(all[index], `${pointer}/selector/${index}`);
  };
  const quote = of('TextQuoteSelector');
  const position = of('TextPositionSelector');
  return {
    start: points.toUtf16(count(position.start, `${pointer}/selector/start`)),
    end: points.toUtf16(count(position.end, `${pointer}/selector/end`)),
    quote: string(quote.exact, `${pointer}/selector/exact`),
    prefix: string(quote.prefix ?? '', `${pointer}/selector/prefix`),
    suffix: string(quote.suffix ?? '', `${pointer}/selector/suffix`),
    ...(repeated === true ? { repeated } : {}),
    ...(text === undefined ? {} : { text: string(text, `${pointer}/galley:text`) }),
  };
}
