import { type Group, isKind, type Kind } from '../../core/kinds.ts';
import type { NotAPage } from '../../core/pageShape.ts';
import type { KeepScope } from '../../protocol.ts';
import { type Messages, percent } from './en.ts';
import { reasonInJapanese } from './reasonsJa.ts';

const KINDS: Readonly<Record<Kind, readonly [name: string, about: string]>> = {
  headline: ['見出し', '記事そのものの題名'],
  kicker: ['肩見出し', '見出しに添えた短いラベル'],
  deck: ['リード', '要約・前文'],
  byline: ['署名', '記事の作り手'],
  timestamp: ['日時', '公開または更新の日時'],
  caption: ['キャプション', '写真の説明'],
  body: ['本文', '記事の段落'],
  subheading: ['小見出し', '本文中の見出し'],
  credit: ['出典', '出典・訂正'],
  tags: ['タグ', '記事の話題'],
  comment: ['コメント', '読者コメントの本文'],
  'comment-meta': ['コメント情報', 'コメントの名前・時刻・票・操作'],
  masthead: ['題字', 'サイトの名前・標語・日付'],
  navigation: ['ナビゲーション', 'メニュー・セクションへのリンク・検索・ページ送り'],
  ranking: ['ランキング', '人気や時刻で選んだ一覧'],
  related: ['関連記事', '記事や読者に合わせて選んだ一覧'],
  promo: ['宣伝', 'ニュースレター・案内・広告'],
  share: ['共有操作', '共有・フォロー・印刷・保存の操作'],
  account: ['アカウント操作', 'ログイン・ペイウォール・投稿欄'],
  consent: ['同意通知', 'Cookie とプライバシーの通知'],
  legal: ['法的表示', '著作権・規約・発行者'],
  widget: ['ウィジェット', 'プレーヤー・カウンター・ティッカー・読み込み表示'],
};

const GROUPS: Readonly<Record<Group, string>> = {
  article: '記事',
  comments: 'コメント',
  boilerplate: '定型部分',
};

const SHAPES: Readonly<Record<NotAPage, string>> = {
  binary: 'テキストにはない文字を含んでいます。',
  json: 'JSON です。',
  markup: 'HTML や XML などのマークアップです。Galley はそれを除いた後の文章を読みます。',
  table: '値の表です。',
  code: 'プログラムのコードです。',
};

const share = (part: number): string => percent(part, (most) => `${most}超`);
const name = (kind: Kind): string => KINDS[kind][0];
const count = (some: number, size: number): string => `${some} か所、${size} 行`;

/** What the server says to people, in Japanese. */
export const JA: Messages = {
  kind: name,
  group: (group) => GROUPS[group],
  about: (kind) => KINDS[kind][1],
  sentenceAbout: (kind) => KINDS[kind][1],

  stray: (kind, size) =>
    `不要な${name(kind)}、${size} 行: ${KINDS[kind][1]}。クイック フィックスで取り除けます。`,
  suspected: (kind, size) =>
    `おそらく${name(kind)}、${size} 行: ${KINDS[kind][1]}。読んで確かめてから取り除いてください。`,

  strip: '定型部分を取り除く',
  stripBlock: (kind, sure, size) =>
    `この${name(kind)}${sure ? 'の' : 'らしい'}ブロックを取り除く (${size} 行)`,
  stripKind: (kind, some, size) =>
    `このファイルの${name(kind)}をすべて取り除く (${count(some, size)})`,
  stripAll: (comments, some, size) =>
    `このファイルの定型部分${comments ? 'とコメント' : ''}をすべて取り除く (${count(some, size)})`,
  stripSure: (some, size) => `確かな定型部分をすべて取り除く (${count(some, size)})`,
  stripLabel: (kind, size) => `${kind ? name(kind) : '定型部分'}を ${size} 行取り除く`,
  lensOfAll: (size, part) => `定型部分を ${size} 行取り除く (全体の ${share(part)})`,
  lensOfBlock: (kind, size) => `${name(kind)}を ${size} 行取り除く`,
  lensToKeep: '残す',

  overCeiling: (part, most) =>
    `全体の ${share(part)} を取り除くことになり、galley.strip.maximumShare の ${share(most)} を超えます。`,
  howToForce:
    'それでも取り除くには、クイック フィックスのメニューでそれを選ぶか、この設定の値を上げてからもう一度実行してください。',
  force: 'それでも取り除く',
  stripAnyway: (title, part) => `${title} (超過を承知で: 全体の ${share(part)})`,
  countedDifferently:
    'ここでは取り除きません: 単独の復帰文字 (CR) があり、エディターによって行の数え方が違います。galley strip なら安全に行えます。',
  notOpen: 'この文書は開いているソースではありません。',
  movedOn: 'その後ソースが変わったため、何も取り除きませんでした。',
  cannotApply: 'このクライアントはサーバーの編集を適用できません。',
  notApplied: '編集は適用されませんでした。',

  keep(scope: KeepScope, lines: number): string {
    const these = lines === 1 ? 'この行' : `これらの ${lines} 行`;
    switch (scope) {
      case 'line':
        return `${these}を残す`;
      case 'source':
        return `${these}に似た行をこのソースで残す`;
      case 'workspace':
        return `${these}に似た行をこのワークスペースで残す`;
    }
  },
  nothingToKeep: 'そこには取り除かれる行がないため、何も記録しませんでした。',
  keptAlready: 'これらの行はすでに残すことになっています。',
  keepMovedOn: 'その後ソースが変わったため、何も記録しませんでした。',
  noProject: '判断を記録するフォルダーがありません。ソースのフォルダーを開いてください。',
  brokenProject:
    '何も記録しませんでした: .galley/config.json が壊れています。まずそれを直してください。',

  notKept: '注釈はファイルの横に保存されます。まずこの文書をファイルとして保存してください。',
  noName: '先に設定 galley.annotator に名前を入力してください。',
  actMovedOn: 'その後ソースが変わったため、何も行いませんでした。',
  countedOtherwise:
    'このテキストには単独の復帰文字 (CR) があり、エディターによって行の数え方が違います。別の行に付くおそれがあります。',
  notThere: 'そのソースはもうありません。',
  goneAnnotation: 'この注釈はもうありません。',
  noDisagreement: 'そこには、どちらかに決めるべき二つのラベルがありません。',
  noWords: 'そこには語句がありません。',
  nothingToUndo: 'ここで元に戻す操作はありません。',
  nothingToRedo: 'ここでやり直す操作はありません。',
  overtaken: '同じ注釈がその後ほかの人によって変更されたため、そのままにしました。',
  busy: '別のプログラムが書き込みを続けています',
  unreadable: (why) =>
    `${why}。ファイルはそのままで、何も行いませんでした。先にファイルを直してください。`,
  notStored: (why) =>
    `ここでは有効ですが、保存できませんでした: ${why}。次の操作、またはソースの保存時に保存されます。`,
  notMoved: (why) => `注釈を移せませんでした: ${why}`,
  isTaken: (source) => `${source} にはすでに注釈があります。`,
  conflicts: (count) =>
    `あなたが変更した注釈のうち ${count} 件は、ほかの人も変更していました。あなたの変更が有効です。`,

  training: 'ラベルによる学習',
  trained(figures, isStored) {
    const gain = `取り分けた ${figures.sources} 件のソースの ${figures.lines} 行のうち、正しく読めた行は学習なしで ${figures.rightBefore}、学習ありで ${figures.rightAfter} です。`;
    return isStored ? `${gain}学習した結果は今から有効です。` : `${gain}何も保存していません。`;
  },
  tooFewLabels: ({ sources, lines, hasSources, hasLines }) =>
    `学習するには少なすぎます: ラベルは ${hasSources} 件のソースの ${hasLines} 行です。${sources} 件の ${lines} 行が必要です。`,
  noGain: ({ rightBefore, rightAfter }) =>
    `学習しても良くならないため、何も保存しませんでした: 取り分けた行のうち正しく読めたのは学習ありで ${rightAfter} 行、なしで ${rightBefore} 行です。`,
  unsafeTraining: '学習すると人の書いた行がより多く取り除かれるため、何も保存しませんでした。',
  noTrainingFolder: '学習に使うフォルダーがありません。ソースのフォルダーを開いてください。',
  trainingFailed: (why) => `学習できませんでした: ${why}`,
  trainedOnAnother: (file) =>
    `ラベルから学習した結果は別のモデルのものであるため使いません。もう一度学習してください (${file})。`,
  brokenTraining: (why) =>
    `ラベルから学習した結果は使えません: ${why}。ファイルを削除するか、もう一度学習してください。`,
  forgotten: 'ラベルから学習した結果を破棄しました。',
  nothingLearned: 'ここではラベルから何も学習していません。',

  sure: (confidence) => `確度 ${share(confidence)}`,
  labelled: '人がラベルを付けた行',
  labelledBy: (who, day) => `${day} に ${who} がラベルを付けた行`,
  decidedBy: (who, day) => `複数のラベルから ${day} に ${who} が決めた行`,
  relabelling:
    'ラベルを変えるか外すには、この行のクイック フィックスを使います (VS Code では Ctrl+. または ⌘.)。',
  unlabel: (count) => (count === 1 ? 'ラベルを外す' : `${count} 個のラベルを外す`),
  accept: (count, kind) =>
    kind === undefined
      ? `この ${count} 行をそのまま承認`
      : `${count === 1 ? '' : `この ${count} 行を`}${name(kind)}として承認`,
  acceptBlock: (size, kind) => `このブロック (${size} 行) を${name(kind)}として承認`,
  labelAs: (kind) => `${name(kind)}のラベルを付ける`,
  labelAsOther: 'ラベルを付ける…',
  kept: '.galley/config.json により残す行',
  onSources: (sources) => `このワークスペースの ${sources} 件のソースにあります。`,
  doing:
    '取り除くか残すかを決めるには、この行のクイック フィックスを使います (VS Code では Ctrl+. または ⌘.)。',

  reason: (text) => reasonInJapanese(text, (kind) => (isKind(kind) ? name(kind) : kind)),

  notAPage: (reason) => SHAPES[reason],
  modelFailed: (why) => `モデルを読み込めませんでした: ${why}`,

  malformed: (what) => `JSON が壊れています: ${what}。このファイルの設定はすべて無効です。`,
  notAnObject:
    'JSON オブジェクトではありません: 設定は { と } の間に書いてください。このファイルの設定はすべて無効です。',
  unknownSetting: (key) =>
    `${key} という設定はありません。効果がないため、削除するか名前を直してください。`,
  notAGroup: (key) => `${key} には { と } の間に設定を書いてください。`,
  badValue: (key, allowed) =>
    `${key} にこの値は使えません。既定値を使います。使える値は ${allowed} です。`,
};
