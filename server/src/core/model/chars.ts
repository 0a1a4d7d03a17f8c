/** What a UTF-16 code unit is to the features; one byte a code unit, in {@link CLASS}. */
export const SPACE = 1;
export const LOWER = 2;
export const UPPER = 3;
export const DIGIT = 4;
/** Written without spaces between words: Han, kana. */
export const IDEOGRAPH = 5;
/** A letter without case: Hangul, Arabic, Hebrew, Indic, Thai. */
export const CASELESS = 6;
const SYMBOL = 0;

/** Class of each code unit. */
export const CLASS = new Uint8Array(0x10000);
/** Each code unit folded: lower case, full-width as ASCII, digits as `0`, quotes and dashes as one. */
export const FOLD = new Uint16Array(0x10000);

const letters: readonly (readonly [number, number, number])[] = [
  [0x0590, 0x1fff, CASELESS],
  [0x2c00, 0x2dff, CASELESS],
  [0x3040, 0x30ff, IDEOGRAPH],
  [0x3105, 0x318f, IDEOGRAPH],
  [0x31f0, 0x31ff, IDEOGRAPH],
  [0x3400, 0x4dbf, IDEOGRAPH],
  [0x4e00, 0x9fff, IDEOGRAPH],
  [0xa000, 0xabff, CASELESS],
  [0xac00, 0xd7af, CASELESS],
  [0xf900, 0xfaff, IDEOGRAPH],
  [0xfb00, 0xfdff, CASELESS],
  [0xfe70, 0xfefe, CASELESS],
  [0xff66, 0xff9f, IDEOGRAPH],
];
/** Punctuation between 0x590 and 0x1fff that the range above would call a letter. */
const marks = [0x589, 0x5be, 0x5c3, 0x60c, 0x61b, 0x61f, 0x66a, 0x6d4, 0x964, 0x965, 0xe2f, 0xe5b];
const spaces = [
  9, 10, 11, 12, 13, 32, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff,
];
const folds: Readonly<Record<string, string>> = {
  '"': '“”„‟«»「」『』〝〞',
  "'": '‘’‚‛‹›`´',
  '-': '‐‑‒–—―−',
  '.': '。｡．',
  ',': '、､،',
  '•': '·∙●▪■◦‣⁃○□◆◇►▶▸',
};

build();

function build(): void {
  for (let c = 0; c < 0x10000; c++) FOLD[c] = c;
  for (const [from, to, kind] of letters) CLASS.fill(kind, from, to + 1);
  for (const c of marks) CLASS[c] = SYMBOL;
  for (let c = 0; c < 0x2000; c++) classifyCased(c);
  for (let c = 0x2000; c <= 0x200d; c++) CLASS[c] = SPACE;
  for (const c of spaces) CLASS[c] = SPACE;
  for (const [to, from] of Object.entries(folds)) {
    for (let i = 0; i < from.length; i++) FOLD[from.charCodeAt(i)] = to.charCodeAt(0);
  }
  for (let c = 0x660; c <= 0x669; c++) CLASS[c] = DIGIT;
  for (let c = 0x6f0; c <= 0x6f9; c++) CLASS[c] = DIGIT;
  for (let c = 0x30; c <= 0x39; c++) CLASS[c] = DIGIT;
  for (let c = 0xff01; c <= 0xff5e; c++) {
    CLASS[c] = CLASS[c - 0xfee0] as number;
    FOLD[c] = FOLD[c - 0xfee0] as number;
  }
  for (let c = 0; c < 0x3100; c++) foldClass(c);
  for (let c = 0xfe00; c < 0x10000; c++) foldClass(c);
}

function foldClass(c: number): void {
  if (CLASS[c] === DIGIT) FOLD[c] = 0x30;
  else if (CLASS[c] === SPACE) FOLD[c] = 0x20;
}

function classifyCased(c: number): void {
  const text = String.fromCharCode(c);
  const low = text.toLowerCase();
  const up = text.toUpperCase();
  if (low === up) return;
  CLASS[c] = low === text ? LOWER : UPPER;
  if (low.length === 1) FOLD[c] = low.charCodeAt(0);
}
