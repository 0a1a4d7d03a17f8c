type Translation = readonly [pattern: RegExp, words: (...found: string[]) => string];

const SHAPES: readonly Translation[] = [
  [/^bare sign$/u, () => '記号だけ'],
  [/^paragraph of sentences$/u, () => '文からなる段落'],
  [/^(short )?line with numbers$/u, (short) => `数字を含む${short ? '短い' : ''}行`],
  [/^(short )?line that ends a sentence$/u, (short) => `文を終える${short ? '短い' : ''}行`],
  [/^(short )?line without a full stop$/u, (short) => `句点のない${short ? '短い' : ''}行`],
];

const SIDES: Readonly<Record<string, string>> = { before: '前', after: '後' };

/** The reasons that the model gives, as it words them. */
const REASONS: readonly Translation[] = [
  ...SHAPES,
  [
    /^opens with (‘.*’), (\d+) short lines follow$/su,
    (words, n) => `${words} で始まり、短い行が ${n} 行続く`,
  ],
  [/^the words? (‘.*’)$/su, (words) => `語 ${words.replaceAll('’, ‘', '’、‘')}`],
  [/^a person labelled it$/u, () => '人がラベルを付けた'],
  [/^people labelled lines with such words so$/u, () => 'このような語の行に人がそうラベルを付けた'],
  [/^the first line$/u, () => '最初の行'],
  [/^the last line$/u, () => '最後の行'],
  [/^a blank line (before|after) it$/u, (side) => `${SIDES[side]}に空行がある`],
  [/^no blank line (before|after) it$/u, (side) => `${SIDES[side]}に空行がない`],
  [/^how blank lines part this text$/u, () => '空行による区切り方'],
  [/^on (\d+) lines of this text$/u, (n) => `この文章の ${n} 行にある`],
  [/^only once in this text$/u, () => 'この文章に一度だけ'],
  [/^(\d+) lines close by have the same shape$/u, (n) => `近くの ${n} 行が同じ形`],
  [/^no line close by has its shape$/u, () => '近くに同じ形の行がない'],
  [/^in a run of (\d+) short lines$/u, (n) => `${n} 行続く短い行の中`],
  [/^in a run of (\d+) longer lines$/u, (n) => `${n} 行続く長めの行の中`],
  [/^line (\d+) from the start$/u, (n) => `先頭から ${n} 行目`],
  [/^line (\d+) from the end$/u, (n) => `末尾から ${n} 行目`],
  [/^no paragraph (before|after) it$/u, (side) => `${SIDES[side]}に段落がない`],
  [/^(\d+) lines? (before|after) a paragraph$/u, (n, side) => `段落の ${n} 行${SIDES[side]}`],
  [
    /^(\d+) paragraphs? before it, (\d+) after it$/u,
    (before, after) => `前に ${before} 段落、後に ${after} 段落`,
  ],
  [/^a text of (\d+) lines?$/u, (n) => `${n} 行の文章`],
  [/^how many of its words the paragraphs have$/u, () => '段落にもある語の割合'],
  [/^no long words$/u, () => '長い語がない'],
  [/^(‘.*’) right (before|after) it$/su, (words, side) => `すぐ${SIDES[side]}に ${words}`],
  [
    /^(‘.*’) (\d+) lines (before|after) it$/su,
    (words, n, side) => `${n} 行${SIDES[side]}に ${words}`,
  ],
  [/^nothing follows$/u, () => '後に何もない'],
  [/^an? (.+) follows$/u, (shape) => `${translated(shape, SHAPES)}が続く`],
];

const AROUND = 'the lines around it are ';

/** A reason in Japanese; one that is not known here stays as the model words it. */
export function reasonInJapanese(text: string, nameOf: (kind: string) => string): string {
  if (!text.startsWith(AROUND)) return translated(text, REASONS);
  const kinds = text.slice(AROUND.length).split(' and ');
  return `前後の行は${kinds.map(nameOf).join('と')}`;
}

function translated(text: string, translations: readonly Translation[]): string {
  for (const [pattern, words] of translations) {
    const found = pattern.exec(text);
    if (found) return words(...found.slice(1));
  }
  return text;
}
