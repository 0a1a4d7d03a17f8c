import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensEdit,
} from 'vscode-languageserver';
import type { TokenData } from './tokens.ts';

interface Sent {
  readonly resultId: string;
  readonly data: TokenData;
}

/** The tokens that each document's client has, so that it gets only what differs. */
export class TokenResults {
  readonly #sent = new Map<string, Sent>();
  #count = 0;

  full(uri: string, data: TokenData): SemanticTokens {
    const resultId = String(++this.#count);
    this.#sent.set(uri, { resultId, data });
    return { resultId, data };
  }

  /** What turns the tokens of `previousResultId` into these; all of them where it is unknown. */
  delta(
    uri: string,
    data: TokenData,
    previousResultId: string,
  ): SemanticTokens | SemanticTokensDelta {
    const before = this.#sent.get(uri);
    const { resultId = '' } = this.full(uri, data);
    if (before?.resultId !== previousResultId) return { resultId, data };
    return { resultId, edits: differenceOf(before.data, data) };
  }

  forget(uri: string): void {
    this.#sent.delete(uri);
  }
}

/** One edit from the first number that differs to the last. */
function differenceOf(before: TokenData, after: TokenData): SemanticTokensEdit[] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let oldEnd = before.length;
  let newEnd = after.length;
  if (start === oldEnd && start === newEnd) return [];
  while (oldEnd > start && newEnd > start && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  return [{ start, deleteCount: oldEnd - start, data: after.slice(start, newEnd) }];
}
