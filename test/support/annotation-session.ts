import assert from 'node:assert/strict';
import type { Annotation } from '../../server/src/annotations/annotation.ts';
import { AnnotationStore, type OpenPage } from '../../server/src/annotations/store.ts';
import { KINDS, type Kind } from '../../server/src/core/kinds.ts';
import { Chance } from './annotation-chance.ts';
import { changeOutside } from './annotation-outside.ts';
import { type Tally, Truths } from './annotation-truths.ts';
import { MarkedText, type Units } from './marked-text.ts';
import { MemoryFiles } from './memory-files.ts';

/** A person who edits, labels, saves and reloads at random, beside others who do the same. */
export class Session {
  readonly log: string[] = [];
  readonly #marked = new MarkedText();
  readonly #chance: Chance;
  readonly #files = new MemoryFiles();
  readonly #truths: Truths;
  readonly #store: AnnotationStore;
  #ids = 0;
  #clock = 0;
  #cutAway: Units = [];
  #opened: OpenPage | undefined;
  /** Snapshots of the decisions before each action that can be undone, and after each undone one. */
  #undo: Map<string, Kind>[] = [];
  #redo: Map<string, Kind>[] = [];
  #expected = new Map<string, Kind>();
  #touched = new Set<string>();
  /** The lines that had words in the text before the last step. */
  #before: ReadonlySet<number> = new Set();

  constructor(random: () => number, tally: Tally) {
    this.#chance = new Chance(random, this.#marked);
    this.#truths = new Truths(this.#marked, tally);
    this.#store = new AnnotationStore(this.#files, { newId: () => `urn:x:${++this.#ids}` });
    for (let line = this.#chance.below(18); line >= 0; line--)
      this.#marked.splice(this.#marked.length, this.#marked.length, this.#chance.newUnits());
  }

  async run(steps: number): Promise<void> {
    await this.#reopen();
    for (let step = 0; step < steps; step++) {
      this.#before = this.#marked.homesIn(0, this.#marked.length);
      await this.#step();
      assert.deepEqual(sorted(this.#decisions()), sorted(this.#expected), 'no decision is lost');
      this.#truths.check(this.#page, this.#before);
    }
    await this.#reload();
  }

  async #step(): Promise<void> {
    const acts: readonly [number, string, () => void | Promise<void>][] = [
      [6, 'label', () => this.#label()],
      [2, 'unlabel', () => this.#decide(() => this.#page.unlabel([this.#chance.anyLine()]))],
      [3, 'undo', () => this.#goBack()],
      [2, 'redo', () => this.#goForth()],
      [8, 'edit', () => this.#edit()],
      [1, 'save', () => this.#save()],
      [2, 'reload', () => this.#reload()],
      [2, 'outside', () => this.#outside()],
      [2, 'others', () => this.#others()],
    ];
    let left = this.#chance.below(acts.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, name, act] of acts) {
      left -= weight;
      if (left >= 0) continue;
      this.log.push(name);
      await act();
      return;
    }
  }

  get #page(): OpenPage['page'] {
    assert.ok(this.#opened);
    return this.#opened.page;
  }

  // --- decisions

  #label(): void {
    const first = this.#chance.anyLine();
    const lines = [first, first + 1, first + 2].slice(0, 1 + this.#chance.below(3));
    const kind = this.#chance.pick(KINDS);
    this.log.push(`  ${kind} on ${lines}`);
    this.#decide(() => this.#page.label(lines, kind, this.#act()));
    const labels = this.#page.labels();
    const marked = this.#marked.lines();
    for (const line of lines) {
      const at = marked[line];
      if (at && this.#marked.text.slice(at.start, at.end).trim() !== '') {
        assert.equal(labels.get(line), kind, 'the line has the label that it was given');
      }
    }
  }

  /** Carries out an action on labels; what it decided is what undo has to bring back. */
  #decide(act: () => void): void {
    const before = this.#decisions();
    act();
    const after = this.#decisions();
    this.#expected = after;
    if (differ(before, after)) {
      this.#undo.push(before);
      this.#redo = [];
      for (const id of [...before.keys(), ...after.keys()]) {
        if (before.get(id) !== after.get(id)) this.#touched.add(id);
      }
    }
    this.#truths.learn(this.#page);
  }

  #goBack(): void {
    const before = this.#decisions();
    const wanted = this.#undo.pop();
    assert.equal(this.#page.undo(), wanted ? 'done' : 'nothing');
    if (wanted) this.#redo.push(before);
    this.#took(before, wanted ?? before);
  }

  #goForth(): void {
    const before = this.#decisions();
    const wanted = this.#redo.pop();
    assert.equal(this.#page.redo(), wanted ? 'done' : 'nothing');
    if (wanted) this.#undo.push(before);
    this.#took(before, wanted ?? before);
  }

  #took(before: Map<string, Kind>, after: Map<string, Kind>): void {
    this.#expected = after;
    for (const id of [...before.keys(), ...after.keys()]) {
      if (before.get(id) !== after.get(id)) this.#touched.add(id);
    }
  }

  #decisions(): Map<string, Kind> {
    const all = [...this.#page.anchored, ...this.#page.orphans];
    return new Map(all.flatMap((each) => (each.type === 'label' ? [[each.id, each.kind]] : [])));
  }

  // --- edits in this editor

  #edit(): void {
    const text = this.#marked;
    const lines = text.lines();
    const line = lines[this.#chance.below(lines.length)] ?? { start: 0, end: 0, next: 0 };
    const inside = line.start + this.#chance.below(line.end - line.start + 1);
    const choices: readonly (() => void)[] = [
      () =>
        this.#apply(
          inside,
          inside,
          text.typed(this.#chance.pick(['x', ' words', '👍', 'e\u0301'])),
        ),
      () => this.#apply(inside, line.end, []),
      () => this.#apply(line.start, inside, []),
      () => this.#apply(inside, inside, text.typed('\n')),
      () => this.#apply(line.end, line.next, []),
      () => this.#cut(line.start, line.next),
      () => this.#apply(line.start, line.start, this.#chance.newUnits()),
      () => this.#apply(inside, inside, this.#chance.newUnits()),
      () => this.#apply(this.#chance.lineStart(), -1, this.#cutAway),
      () => {
        const [a, b] = [this.#chance.below(text.length + 1), this.#chance.below(text.length + 1)];
        const units = this.#chance.pick([text.typed('new'), this.#chance.newUnits(), []]);
        this.#apply(Math.min(a, b), Math.min(Math.max(a, b), Math.min(a, b) + 40), units);
      },
    ];
    this.#chance.pick(choices)();
  }

  #cut(start: number, end: number): void {
    this.#cutAway = this.#marked.cut(start, end);
    this.#apply(start, end, []);
  }

  /** `end` -1: an insertion. What is pasted is gone from where it was cut. */
  #apply(start: number, end: number, units: Units): void {
    const to = end < 0 ? start : end;
    const newText = units.map(({ unit }) => unit).join('');
    this.log.push(`  [${start}, ${to}) → ${JSON.stringify(newText)}`);
    if (units === this.#cutAway) this.#cutAway = [];
    const standing = this.#page.anchored.filter(({ target }) =>
      this.#survives(target.start, target.end, start, to),
    );
    // What comes without a line end is typed into the line that it comes to.
    const typed = /[\n\r]/u.test(newText) ? units : this.#marked.typed(newText);
    this.#marked.splice(start, to, typed);
    this.#page.edit({ start, end: to, newText });
    assert.equal(this.#page.text, this.#marked.text);
    const anchored = new Set(this.#page.anchored.map(({ id }) => id));
    for (const { id } of standing) assert.ok(anchored.has(id), `${id} follows the edit`);
  }

  /** Whether an edit leaves a person's characters of a range. */
  #survives(start: number, end: number, from: number, to: number): boolean {
    const left = this.#marked.homesIn(start, Math.min(end, from));
    const right = this.#marked.homesIn(Math.max(start, to), end);
    return left.size + right.size > 0;
  }

  // --- the store, and others

  async #save(): Promise<void> {
    assert.ok(this.#opened);
    const saved = await this.#store.save(this.#opened);
    assert.notEqual(saved.type, 'busy');
    this.#touched.clear();
  }

  /** Saves, and reads it all again: nothing may have moved. */
  async #reload(): Promise<void> {
    await this.#save();
    const before = placesOf(this.#page.anchored);
    await this.#reopen();
    // Orphans may be found again; what had its place has it still.
    const after = new Set(placesOf(this.#page.anchored));
    assert.deepEqual(
      before.filter((place) => !after.has(place)),
      [],
      'a reload moves nothing',
    );
  }

  async #reopen(): Promise<void> {
    this.#opened = await this.#store.open('seeds/a.txt', this.#marked.text);
    this.#undo = [];
    this.#redo = [];
    this.#touched.clear();
  }

  /** Another program changes the source's text; seen by the open page, or when it is opened again. */
  async #outside(): Promise<void> {
    await this.#save();
    const copied = new Set<number>();
    for (let change = 1 + this.#chance.below(4); change > 0; change--)
      changeOutside(this.#marked, this.#chance, this.log, copied);
    if (this.#chance.below(2) === 0) await this.#reopen();
    else this.#page.replaceText(this.#marked.text);
  }

  /** Somebody else labels the same text and saves, and this editor saves or looks after that. */
  async #others(): Promise<void> {
    // What was learned of orphans is to be known to others too.
    if (this.#page.orphans.length > 0) await this.#save();
    const theirs = await this.#store.open('seeds/a.txt', this.#marked.text);
    const was = kindsOf(theirs.page.anchored);
    const line = this.#chance.anyLine();
    if (this.#chance.below(3) > 0) theirs.page.label([line], this.#chance.pick(KINDS), this.#act());
    else theirs.page.unlabel([line]);
    const is = kindsOf(theirs.page.anchored);
    const changed = [...was, ...is].filter(([id]) => was.get(id) !== is.get(id));
    // What both change is another test's.
    if (changed.some(([id]) => this.#touched.has(id))) return;
    this.#truths.learn(theirs.page);
    assert.notEqual((await this.#store.save(theirs)).type, 'busy');
    assert.ok(this.#opened);
    // A save that has nothing to write does not look at the file.
    if (this.#chance.below(2) === 0) await this.#save();
    await this.#store.refresh(this.#opened);
    for (const [id] of changed) {
      const kind = is.get(id);
      if (kind) this.#expected.set(id, kind);
      else this.#expected.delete(id);
    }
    // What others did in between may forbid to undo; undo is tried out where nobody interferes.
    await this.#reload();
  }

  #act(): { who: string; when: string } {
    return {
      who: 'Ann',
      when: new Date(Date.UTC(2026, 0, 1) + ++this.#clock * 1000).toISOString(),
    };
  }
}

function kindsOf(annotations: readonly Annotation[]): Map<string, Kind> {
  return new Map(
    annotations.flatMap((each) => (each.type === 'label' ? [[each.id, each.kind]] : [])),
  );
}

/** White space at the ends of words is not theirs: it is not kept. */
function placesOf(annotations: readonly Annotation[]): string[] {
  return annotations
    .map(
      ({ id, target: { quote, end } }) =>
        `${id} “${quote.trim()}” ${end - quote.trimStart().length}`,
    )
    .sort();
}

function sorted(map: ReadonlyMap<string, Kind>): [string, Kind][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function differ(a: ReadonlyMap<string, Kind>, b: ReadonlyMap<string, Kind>): boolean {
  return a.size !== b.size || [...a].some(([id, kind]) => b.get(id) !== kind);
}
