import type { Group, Kind } from '../../core/kinds.ts';
import type { NotAPage } from '../../core/pageShape.ts';
import type { TrainingFigures } from '../../learning/figures.ts';
import type { Least } from '../../learning/train.ts';
import type { KeepScope } from '../../protocol.ts';
import { descriptionOf } from '../legend.ts';

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share of 0..1 in whole percent; never all where it is not quite all. */
export function percent(share: number, over: (percent: string) => string): string {
  const rounded = Math.round(share * 100);
  return rounded === 100 && share < 1 ? over('99%') : `${rounded}%`;
}

const lines = (count: number): string => counted(count, 'line');
const blocks = (count: number): string => counted(count, 'block');
const share = (part: number): string => percent(part, (most) => `over ${most}`);

const SHAPES: Readonly<Record<NotAPage, string>> = {
  binary: 'It holds characters that no text has.',
  json: 'It is JSON.',
  markup: 'It is markup: HTML, XML or the like, and Galley reads what is left without it.',
  table: 'It is a table of values.',
  code: 'It is the code of a program.',
};

/** What the server says to people, in English: the one that other languages are translated from. */
export const EN = {
  kind: (kind: Kind): string => kind,
  group: (group: Group): string => group,
  about: (kind: Kind): string => descriptionOf(kind),
  sentenceAbout: (kind: Kind): string => `${descriptionOf(kind)}.`,

  stray(kind: Kind, size: number): string {
    return `Stray ${kind}, ${lines(size)}: ${lowered(descriptionOf(kind))}. Strip with the quick fix.`;
  },
  suspected(kind: Kind, size: number): string {
    return `Perhaps ${kind}, ${lines(size)}: ${lowered(descriptionOf(kind))}. Read first, then strip.`;
  },

  strip: 'Strip boilerplate',
  stripBlock(kind: Kind, sure: boolean, size: number): string {
    return `Strip this ${sure ? kind : `suspected ${kind}`} block (${lines(size)})`;
  },
  stripKind(kind: Kind, some: number, size: number): string {
    return `Strip all ${kind} in this file (${blocks(some)}, ${lines(size)})`;
  },
  stripAll(comments: boolean, some: number, size: number): string {
    const what = comments ? 'boilerplate and comments' : 'boilerplate';
    return `Strip all ${what} in this file (${blocks(some)}, ${lines(size)})`;
  },
  stripSure(some: number, size: number): string {
    return `Strip all boilerplate that is sure (${blocks(some)}, ${lines(size)})`;
  },
  stripLabel(kind: Kind | undefined, size: number): string {
    return `Strip ${lines(size)} of ${kind ?? 'boilerplate'}`;
  },
  lensOfAll(size: number, part: number): string {
    return `Strip ${lines(size)} of boilerplate (${share(part)} of the source)`;
  },
  lensOfBlock: (kind: Kind, size: number): string => `Strip ${lines(size)} of ${kind}`,
  lensToKeep: 'Keep',

  overCeiling(part: number, most: number): string {
    return `This would remove ${share(part)} of the source, more than the ${share(most)} of galley.strip.maximumShare.`;
  },
  howToForce:
    'To strip it all the same, choose so in the menu of fixes, or raise the setting and try again.',
  /** A button. */
  force: 'Strip All the Same',
  stripAnyway: (title: string, part: number): string =>
    `${title}, all the same: ${share(part)} of the source`,
  countedDifferently:
    'Not stripped here: a carriage return alone is in this text, and editors count its lines differently. galley strip does it safely.',
  notOpen: 'This document is not an open source.',
  movedOn: 'The source has changed since; nothing was stripped.',
  cannotApply: 'This client cannot apply edits of a server.',
  notApplied: 'The edit was not applied.',

  keep(scope: KeepScope, count: number): string {
    const [one, these] = count === 1 ? ['it', 'this line'] : ['them', `these ${count} lines`];
    switch (scope) {
      case 'line':
        return `Keep ${these}`;
      case 'source':
        return `Keep lines like ${one} in this source`;
      case 'workspace':
        return `Keep lines like ${one} in this workspace`;
    }
  },
  nothingToKeep: 'No line there would be stripped; nothing was kept.',
  keptAlready: 'These lines are kept already.',
  keepMovedOn: 'The source has changed since; nothing was kept.',
  noProject: 'There is no folder here to keep the decision in: open the folder of the source.',
  brokenProject: 'Nothing was kept: .galley/config.json is malformed. Mend it first.',

  notKept: 'Annotations are kept beside files: save this document as one first.',
  noName: 'Say first who you are: in the setting galley.annotator.',
  actMovedOn: 'The source has changed since; nothing was done.',
  countedOtherwise:
    'A carriage return alone is in this text, and editors count its lines differently: lines and notes would be mistaken for others.',
  notThere: 'There is no such source any more.',
  goneAnnotation: 'This annotation is not there any more.',
  noDisagreement: 'There are no two labels there to decide between.',
  noWords: 'There are no words there.',
  nothingToUndo: 'There is nothing to take back here.',
  nothingToRedo: 'There is nothing to carry out again here.',
  overtaken: 'Somebody else has changed the same annotation since; it is left as it is.',
  busy: 'another program writes all the time',
  unreadable: (why: string): string =>
    `${why}. The file is left as it is, and nothing was done; mend it first.`,
  notStored: (why: string): string =>
    `It holds here, but could not be stored: ${why}. It is stored with your next decision, or when you save.`,
  notMoved: (why: string): string => `The annotations did not go along: ${why}`,
  isTaken: (source: string): string => `${source} has annotations of its own.`,
  conflicts: (count: number): string =>
    `Somebody else had changed ${counted(count, 'annotation')} that you changed too; yours hold.`,

  training: 'Training on labels',
  trained(figures: TrainingFigures, isStored: boolean): string {
    const gain = `Of ${lines(figures.lines)} in ${counted(figures.sources, 'source')} put aside, ${figures.rightAfter} are read right with training, ${figures.rightBefore} without.`;
    return isStored ? `${gain} What was learned holds from now on.` : `${gain} Nothing was stored.`;
  },
  tooFewLabels: ({ sources, lines: least, hasSources, hasLines }: Least): string =>
    `Too little to learn from: ${lines(hasLines)} labelled in ${counted(hasSources, 'source')}. It takes ${least} in ${sources}.`,
  noGain: ({ rightBefore, rightAfter }: TrainingFigures): string =>
    `Nothing was kept, for training does not gain: ${lines(rightAfter)} put aside are read right with it, ${rightBefore} without.`,
  unsafeTraining:
    'Nothing was kept, for with training strip would take more lines that people wrote.',
  noTrainingFolder: 'There is no folder here to learn from: open the folder of the sources.',
  trainingFailed: (why: string): string => `Training failed: ${why}`,
  trainedOnAnother: (file: string): string =>
    `What was learned from labels is passed over, for it was learned on another model: train again (${file}).`,
  brokenTraining: (why: string): string =>
    `What was learned from labels is passed over: ${why}. Delete the file, or train again.`,
  forgotten: 'What was learned from labels is forgotten.',
  nothingLearned: 'Nothing was learned from labels here.',

  sure: (confidence: number): string => `${share(confidence)} sure`,
  labelled: 'labelled by a person',
  labelledBy: (who: string, day: string): string => `labelled by ${who} on ${day}`,
  decidedBy: (who: string, day: string): string =>
    `labelled by several, decided by ${who} on ${day}`,
  relabelling:
    'To change the label or take it off, ask for the fixes of the line (in VS Code: Ctrl+. or ⌘.).',
  unlabel: (count: number): string => (count === 1 ? 'Remove the label' : `Remove ${count} labels`),
  accept(count: number, kind: Kind | undefined): string {
    if (kind === undefined) return `Accept these ${lines(count)} as they are`;
    return count === 1 ? `Accept as ${kind}` : `Accept these ${lines(count)} as ${kind}`;
  },
  acceptBlock: (size: number, kind: Kind): string =>
    `Accept this block of ${lines(size)} as ${kind}`,
  labelAs: (kind: Kind): string => `Label as ${kind}`,
  labelAsOther: 'Label as …',
  kept: 'kept, as .galley/config.json says',
  onSources: (count: number): string => `On ${counted(count, 'source')} of this workspace.`,
  doing: 'To strip or keep it, ask for the fixes of the line (in VS Code: Ctrl+. or ⌘.).',

  /** What spoke for a kind, as the model words it. */
  reason: (text: string): string => text,

  notAPage: (reason: NotAPage): string => SHAPES[reason],
  modelFailed: (why: string): string => `The model did not load: ${why}`,

  malformed: (what: string): string => `Malformed JSON: ${what}. No setting of this file holds.`,
  notAnObject: 'Not a JSON object: write settings between { and }. No setting of this file holds.',
  unknownSetting: (key: string): string =>
    `No setting is called ${key}. It has no effect; take it out or mend the name.`,
  notAGroup: (key: string): string => `${key} must hold settings between { and }.`,
  badValue: (key: string, allowed: string): string =>
    `${key} cannot be this. Its default holds; it takes ${allowed}.`,
};

/** All that a translation has to say. */
export type Messages = typeof EN;

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
