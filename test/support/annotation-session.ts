import assert from 'node:assert/strict';
import type { Annotation } from '../../server/src/annotations/annotation.ts';
import { AnnotationStore, type OpenPage } from '../../server/src/annotations/store.ts';
import { KINDS, type Kind } from '../../server/src/core/kinds.ts';
import { MarkedText, type Units } from './marked-text.ts';
import { MemoryFiles } from './memory-files.ts';

/** Lines that stand in pages again and again. */
const COMMON = [
  '-',
  'Reply',
  'Share',
  'Like',
  '7 ( +8 / -1 )',
  '12 Comments',
  '返信',
  '👍🏽',
  '* * *',
  'Read more: what the mayor of Kobe said today',
];
const LINE_ENDS = ['\n', '\n', '\n', '\r\n', '\n\n', '\r'];

/** What is known of an annotation without asking the code under test. */
interface Truth {
  /** The lines whose words it was put on. */
  homes: ReadonlySet<number>;
  /** What it stood on when it was last right, and what stood around. */
  words: string;
  around: string;
}

export interface Tally {
  checks: number;
  anchored: number;
  orphaned: number;
  /** Labels that went to equal words in equal surroundings after theirs were gone. */
  exchanged: number;
  /** Orphans though their line still stands, unchanged and the only one of its words. */
  missed: number;
}

/** A person who edits, labels, saves and reloads at random, beside others who do the same. */
export class Session {
  readonly log: string[] = [];
  readonly #random: () => number;
  readonly #tally: Tally;
  readonly #marked = new MarkedText();
  readonly #files = new MemoryFiles();
  readonly #truths = new Map<string, Truth>();
  readonly #store: AnnotationStore;
  #ids = 0;
  #clock = 0;
  #unique = 0;
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
    this.#random = random;
    this.#tally = tally;
    this.#store = new AnnotationStore(this.#files, { newId: () => `urn:x:${++this.#ids}` });
    for (let line = this.#below(18); line >= 0; line--) this.#insertLineAt(this.#marked.length);
  }

  async run(steps: number): Promise<void> {
    await this.#reopen();
    for (let step = 0; step < steps; step++) {
      this.#before = this.#marked.homesIn(0, this.#marked.length);
      await this.#step();
      this.#check();
    }
    await this.#reload();
  }

  async #step(): Promise<void> {
    const acts: readonly [number, string, () => void | Promise<void>][] = [
      [6, 'label', () => this.#label()],
      [2, 'unlabel', () => this.#decide(() => this.#page.unlabel([this.#anyLine()]))],
      [3, 'undo', () => this.#goBack()],
      [2, 'redo', () => this.#goForth()],
      [8, 'edit', () => this.#edit()],
      [1, 'save', () => this.#save()],
      [2, 'reload', () => this.#reload()],
      [2, 'outside', () => this.#outside()],
      [2, 'others', () => this.#others()],
    ];
    let left = this.#below(acts.reduce((sum, [weight]) => sum + weight, 0));
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
    const first = this.#anyLine();
    const lines = [first, first + 1, first + 2].slice(0, 1 + this.#below(3));
    const kind = this.#pick(KINDS);
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
    this.#learn();
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

  /** Notes for annotations that are new which lines they were put on. */
  #learn(): void {
    for (const { id, target } of this.#page.anchored) {
      if (this.#truths.has(id)) continue;
      const homes = this.#marked.homesIn(target.start, target.end);
      this.#truths.set(id, { homes, ...this.#surroundings(target.start, target.end) });
    }
  }

  #surroundings(start: number, end: number): { words: string; around: string } {
    const text = this.#marked.text;
    const around = `${text.slice(Math.max(0, start - 32), start)}\0${text.slice(end, end + 32)}`;
    return { words: text.slice(start, end), around };
  }

  // --- edits in this editor

  #edit(): void {
    const text = this.#marked;
    const lines = text.lines();
    const line = lines[this.#below(lines.length)] ?? { start: 0, end: 0, next: 0 };
    const inside = line.start + this.#below(line.end - line.start + 1);
    const choices: readonly (() => void)[] = [
      () => this.#apply(inside, inside, text.typed(this.#pick(['x', ' words', '👍', 'e\u0301']))),
      () => this.#apply(inside, line.end, []),
      () => this.#apply(line.start, inside, []),
      () => this.#apply(inside, inside, text.typed('\n')),
      () => this.#apply(line.end, line.next, []),
      () => this.#cut(line.start, line.next),
      () => this.#apply(line.start, line.start, this.#newUnits()),
      () => this.#apply(inside, inside, this.#newUnits()),
      () => this.#apply(this.#lineStart(), -1, this.#cutAway),
      () => {
        const [a, b] = [this.#below(text.length + 1), this.#below(text.length + 1)];
        const units = this.#pick([text.typed('new'), this.#newUnits(), []]);
        this.#apply(Math.min(a, b), Math.min(Math.max(a, b), Math.min(a, b) + 40), units);
      },
    ];
    this.#pick(choices)();
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
    for (let change = 1 + this.#below(4); change > 0; change--) this.#changeOutside(copied);
    if (this.#below(2) === 0) await this.#reopen();
    else this.#page.replaceText(this.#marked.text);
  }

  #changeOutside(copied: Set<number>): void {
    const text = this.#marked;
    const lines = text.lines();
    const line = lines[this.#below(lines.length)];
    if (!line) return;
    const { start, end, next } = line;
    const [home = 0] = text.homesIn(start, end);
    const block =
      lines[Math.min(lines.length - 1, lines.indexOf(line) + this.#below(4))]?.next ?? next;
    switch (this.#below(5)) {
      case 0:
        if (!copied.has(home)) text.splice(start, next, []);
        this.log.push(`  outside: [${start}, ${next}) goes`);
        return;
      case 1:
        this.log.push(`  outside: a new line at ${start}`);
        this.#insertLineAt(start);
        return;
      case 2: {
        const at = start + this.#below(end - start + 1);
        this.log.push(`  outside: typed at ${at}`);
        text.splice(at, at, text.typed('!'));
        return;
      }
      case 3: {
        const moved = text.cut(start, block);
        text.splice(start, block, []);
        const to = this.#lineStart();
        this.log.push(`  outside: [${start}, ${block}) moves to ${to}`);
        text.splice(to, to, moved);
        return;
      }
      default: {
        const words = text
          .cut(start, end)
          .map(({ unit }) => unit)
          .join('');
        copied.add(home);
        const to = this.#lineStart();
        this.log.push(`  outside: a copy of [${start}, ${end}) at ${to}`);
        text.splice(to, to, text.newLine(words, '\n'));
      }
    }
  }

  /** Somebody else labels the same text and saves, and this editor saves or looks after that. */
  async #others(): Promise<void> {
    // What was learned of orphans is to be known to others too.
    if (this.#page.orphans.length > 0) await this.#save();
    const theirs = await this.#store.open('seeds/a.txt', this.#marked.text);
    const was = kindsOf(theirs.page.anchored);
    const line = this.#anyLine();
    if (this.#below(3) > 0) theirs.page.label([line], this.#pick(KINDS), this.#act());
    else theirs.page.unlabel([line]);
    const is = kindsOf(theirs.page.anchored);
    const changed = [...was, ...is].filter(([id]) => was.get(id) !== is.get(id));
    // What both change is another test's.
    if (changed.some(([id]) => this.#touched.has(id))) return;
    const others = theirs.page.anchored.filter(({ id }) => !this.#truths.has(id));
    for (const { id, target } of others) {
      const homes = this.#marked.homesIn(target.start, target.end);
      this.#truths.set(id, { homes, ...this.#surroundings(target.start, target.end) });
    }
    assert.notEqual((await this.#store.save(theirs)).type, 'busy');
    assert.ok(this.#opened);
    // A save that has nothing to write does not look at the file.
    if (this.#below(2) === 0) await this.#save();
    await this.#store.refresh(this.#opened);
    for (const [id] of changed) {
      const kind = is.get(id);
      if (kind) this.#expected.set(id, kind);
      else this.#expected.delete(id);
    }
    // What others did in between may forbid to undo; undo is tried out where nobody interferes.
    await this.#reload();
  }

  // --- what must hold

  #check(): void {
    assert.deepEqual(sorted(this.#decisions()), sorted(this.#expected), 'no decision is lost');
    const { text } = this.#marked;
    for (const { id, target } of this.#page.anchored) {
      this.#tally.checks++;
      this.#tally.anchored++;
      const { start, end } = target;
      assert.equal(target.quote, text.slice(start, end));
      const truth = this.#truths.get(id);
      assert.ok(truth, `${id} was made by somebody`);
      const homes = this.#marked.homesIn(start, end);
      // Words that changed a little may have got a tenth of others'.
      const foreign = this.#marked.foreignShare(start, end, truth.homes) > 0.1;
      const here = this.#surroundings(start, end);
      if (foreign) {
        // Nothing in the text tells, where another line took its place in every respect, or where
        // one of two equal lines that a label covers in part is the copy.
        const sameWords = here.words.trim() === truth.words.trim();
        const isPart = [...homes].some((home) => truth.homes.has(home));
        const partly = sameWords && (isPart || /[\n\r]/u.test(here.words));
        const replaced = sameWords && here.around === truth.around && !this.#standsAsBefore(truth);
        // The same words were put into the text by this very step, and the old ones are gone.
        const isNew = (home: number): boolean => truth.homes.has(home) || !this.#before.has(home);
        const putBack = sameWords && [...homes].every(isNew) && !this.#stands(truth);
        assert.ok(
          partly || replaced || putBack,
          `${id} is on other words: ${JSON.stringify(here.words)}`,
        );
        this.#tally.exchanged++;
      }
      this.#truths.set(id, { homes: foreign ? homes : truth.homes, ...here });
    }
    for (const orphan of this.#page.orphans) this.#checkOrphan(orphan);
  }

  /** Whether the line that a label was put on is where it was, with the same lines around. */
  #standsAsBefore({ homes, words, around }: Truth): boolean {
    return this.#marked.lines().some((line) => {
      if (![...this.#marked.homesIn(line.start, line.end)].some((home) => homes.has(home)))
        return false;
      const lead = this.#marked.text.slice(line.start, line.end).indexOf(words);
      if (lead < 0) return false;
      const start = line.start + lead;
      return this.#surroundings(start, start + words.length).around === around;
    });
  }

  /** Whether one of the lines that a label was put on still has its words, and no others. */
  #stands({ homes, words }: Truth): boolean {
    const { text } = this.#marked;
    return this.#marked.lines().some(({ start, end }) => {
      const own = [...this.#marked.homesIn(start, end)].some((home) => homes.has(home));
      return own && text.slice(start, end).trim() === words.trim();
    });
  }

  #checkOrphan({ id }: Annotation): void {
    this.#tally.checks++;
    this.#tally.orphaned++;
    const truth = this.#truths.get(id);
    assert.ok(truth);
    if (truth.words.trim().length < 24) return;
    const standing = this.#marked
      .lines()
      .filter(
        ({ start, end }) => this.#marked.text.slice(start, end).trim() === truth.words.trim(),
      );
    if (standing.length === 1) this.#tally.missed++;
  }

  // --- chance

  #act(): { who: string; when: string } {
    return {
      who: 'Ann',
      when: new Date(Date.UTC(2026, 0, 1) + ++this.#clock * 1000).toISOString(),
    };
  }

  #insertLineAt(offset: number): void {
    this.#marked.splice(offset, offset, this.#newUnits());
  }

  #newUnits(): Units {
    const unique = `Line ${++this.#unique} of a story`;
    const words = this.#pick([
      this.#pick(COMMON),
      this.#pick(COMMON),
      `U${this.#unique}`,
      `${unique} that a person wrote about the bridge 🌉 of Kobe and its ${this.#below(1000)} lamps`,
      `${unique} — قصة ${this.#unique}`,
    ]);
    const indent = this.#pick(['', '', '  ', '\t']);
    return this.#marked.newLine(indent + words, this.#pick(LINE_ENDS));
  }

  #anyLine(): number {
    return this.#below(this.#marked.lines().length);
  }

  #lineStart(): number {
    return this.#pick(this.#marked.lines()).start;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
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
