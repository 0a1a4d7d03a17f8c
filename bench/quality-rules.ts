/**
 * Line rules of well-known corpora, written anew from their papers, as deletion: true where a rule drops a line.
 * They see plain text, as Galley does, and none of the page's markup.
 */

/** One line of a document that is not blank. */
export interface Rule {
  readonly name: string;
  drops(lines: readonly string[], language: string): boolean[];
}

const words = (line: string): string[] => line.split(/\s+/u).filter((word) => word !== '');

/** Keeps everything: what a pipeline without cleaning has. */
export const keepAll: Rule = { name: 'keep all', drops: (lines) => lines.map(() => false) };

/** C4 (Raffel et al. 2020, 2.2): only lines of five words that end in a terminal punctuation mark stay. */
export const c4: Rule = {
  name: 'C4 lines',
  drops: (lines) =>
    lines.map((line) => {
      const text = line.trim();
      return !/[.!?"”]$/u.test(text) || words(text).length < 5 || /javascript/iu.test(text);
    }),
};

/** RefinedWeb (Penedo et al. 2023, G.2): lines of capitals, of numbers, counters, single words, and short ones with a pattern. */
export const refinedWeb: Rule = {
  name: 'RefinedWeb lines',
  drops: (lines) => lines.map((line) => refined(line.trim())),
};

const COUNTER =
  /^\W*[\d.,]+\s?[kKmM]?\s+(likes?|shares?|comments?|retweets?|reposts?|quotes?|bookmarks?|upvotes?|downvotes?|downloads?|views?|followers?)\W*$/iu;
const SHORT = [
  /^(sign|log)[ -]?in/iu,
  /(read more|continue reading)\W*$/iu,
  /items? in (your )?cart/iu,
];

function refined(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  if (letters > 0 && capitals > 0.5 * letters) return true;
  if (/^[\d\s.,:/-]+$/u.test(text) || COUNTER.test(text)) return true;
  const count = words(text).length;
  return count <= 1 || (count <= 10 && SHORT.some((pattern) => pattern.test(text)));
}

const STOP: Readonly<Record<string, string>> = {
  en: 'the of and to a in is that for it as was with be by on not he his but at are this have from or had an they which one you were her all she there would their we him been has when who will more no if out so said what up its about into than them can only other',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei',
  ru: 'и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас нибудь опять для это этот при также',
  es: 'de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros',
  pl: 'i w na z do się nie że to o jak po ale jest od za co przez przy dla tym są tego tak być czy ze jego już był tylko może oraz które który ma jej bardzo także można by było też więc',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ou mais nous comme ont on cette son leur été aux ses être d elle fait',
};
const stops = new Map(Object.entries(STOP).map(([key, list]) => [key, new Set(list.split(' '))]));

type Class = 'good' | 'bad' | 'short' | 'near';

/** jusText (Pomikálek 2011), its default figures; no links are known; without a list of stop words, by length alone. */
export const justext: Rule = {
  name: 'jusText',
  drops(lines, language) {
    const stop = stops.get(language.slice(0, 2));
    return revised(lines.map((line) => free(line.trim(), stop))).map((kind) => kind !== 'good');
  },
};

function free(text: string, stop: ReadonlySet<string> | undefined): Class {
  if (text.includes('©') || text.includes('&copy')) return 'bad';
  if (text.length < 70) return 'short';
  const all = words(text);
  const share = stop ? all.filter((word) => stop.has(word.toLowerCase())).length / all.length : 1;
  if (share >= 0.32) return text.length > 200 ? 'good' : 'near';
  return share >= 0.3 ? 'near' : 'bad';
}

/** Short and nearly good lines take after the good and bad ones around them. */
function revised(classes: readonly Class[]): Class[] {
  const short = classes.map((kind, i): Class => {
    if (kind !== 'short') return kind;
    const [before, after] = [neighbour(classes, i, -1, false), neighbour(classes, i, 1, false)];
    if (before === 'good' && after === 'good') return 'good';
    if (before === 'bad' && after === 'bad') return 'bad';
    const near =
      neighbour(classes, i, -1, true) === 'near' || neighbour(classes, i, 1, true) === 'near';
    return near && (before === 'good' || after === 'good') ? 'good' : 'bad';
  });
  return short.map((kind, i) => {
    if (kind !== 'near') return kind;
    const ends = [neighbour(short, i, -1, false), neighbour(short, i, 1, false)];
    return ends.every((end) => end === 'bad') ? 'bad' : 'good';
  });
}

function neighbour(classes: readonly Class[], from: number, step: 1 | -1, near: boolean): Class {
  for (let i = from + step; i >= 0 && i < classes.length; i += step) {
    const kind = classes[i] as Class;
    if (kind === 'good' || kind === 'bad' || (near && kind === 'near')) return kind;
  }
  return 'bad';
}
