import { isUtf8 } from 'node:buffer';
import type { Keep } from '../core/keep.ts';
import type { Parser } from '../core/parser.ts';
import { applyEdits, type Source } from '../core/source.ts';
import type { StripPolicy } from '../core/strip.ts';
import { firstInvalidByte } from '../corpus/decode.ts';
import type { ByteLine } from './byte-lines.ts';
import { labelsJson } from './labels.ts';
import { type ValueSpan, valueSpans, withValues } from './record-json.ts';

/** What a record is answered with. */
export type Emit = 'labels' | 'text' | 'both';

/** Why a record could not be read. */
export type RecordErrorCode =
  | 'too-long'
  | 'not-utf8'
  | 'not-json'
  | 'not-an-object'
  | 'no-text'
  | 'failed';

/** The answer to one record: a line of JSON without its LF. */
export type Answer =
  | { readonly type: 'done'; readonly json: string }
  | { readonly type: 'bad'; readonly json: string; readonly message: string };

const BOM = /^\uFEFF/u;

/** What goes of a record's text, and what stays whatever it is. */
export interface FilterRules {
  readonly policy: StripPolicy;
  readonly keep: Keep | undefined;
}

/** Answers the records of a pipeline, each by itself. */
export class RecordFilter {
  readonly #parser: Parser;
  readonly #rules: FilterRules;
  readonly #emit: Emit;
  readonly #limit: number;

  /** `limit` is the longest record in bytes. */
  constructor(parser: Parser, rules: FilterRules, emit: Emit, limit: number) {
    this.#parser = parser;
    this.#rules = rules;
    this.#emit = emit;
    this.#limit = limit;
  }

  /** The answer to a line; undefined where it is blank. */
  answer({ number, bytes }: ByteLine): Answer | undefined {
    const bad = (code: RecordErrorCode, what: string, id = 'null'): Answer =>
      badRecord(code, `line ${number}: ${what}`, id);
    if (!bytes) return bad('too-long', `longer than ${this.#limit} bytes (--max-record)`);
    if (!isUtf8(bytes)) return bad('not-utf8', `not UTF-8 at byte ${firstInvalidByte(bytes)}`);
    const json = bytes.toString('utf8').replace(BOM, '').trim();
    if (json === '') return undefined;
    const value = parsed(json);
    if (value instanceof SyntaxError) return bad('not-json', value.message);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return bad('not-an-object', 'not a JSON object');
    }
    const spans = valueSpans(json, ['id', 'text', 'lines']);
    const id = rawId(json, spans);
    const text: unknown = Object.hasOwn(value, 'text') && 'text' in value ? value.text : undefined;
    if (typeof text !== 'string') return bad('no-text', 'no string under "text"', id);
    try {
      return { type: 'done', json: this.#labelled({ json, spans, id, text }) };
    } catch (error) {
      return bad('failed', error instanceof Error ? error.message : String(error), id);
    }
  }

  #labelled(record: Readable): string {
    const source = this.#parser.parse(record.text, { keep: this.#rules.keep });
    const json = this.#written(record, source);
    // Records come by the thousand: each is read in the memory of the one before.
    this.#parser.release(source);
    return json;
  }

  #written({ json, spans, id, text }: Readable, source: Source): string {
    const { policy } = this.#rules;
    const flags = this.#parser.strips(source, policy);
    if (this.#emit === 'labels') return `{"id":${id},"lines":${labelsJson(source, flags)}}`;
    const values = new Map<string, string>();
    if (flags.includes(1)) {
      const clean = applyEdits(text, this.#parser.strip(source, policy));
      values.set('text', JSON.stringify(clean));
    }
    if (this.#emit === 'both') values.set('lines', labelsJson(source, flags));
    return withValues(json, spans, values);
  }
}

/** A record that can be worked on: its JSON, where its members stand, and its text. */
interface Readable {
  readonly json: string;
  readonly spans: ReadonlyMap<string, ValueSpan>;
  /** As JSON; `null` where it has none. */
  readonly id: string;
  readonly text: string;
}

function rawId(json: string, spans: ReadonlyMap<string, ValueSpan>): string {
  const span = spans.get('id');
  return span ? json.slice(span.start, span.end) : 'null';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError(String(error));
  }
}

/** `id` is JSON already. */
function badRecord(code: RecordErrorCode, message: string, id: string): Answer {
  const json = `{"id":${id},"error":${JSON.stringify({ code, message })}}`;
  return { type: 'bad', json, message };
}
