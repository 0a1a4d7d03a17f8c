import { Scanner } from './scan.ts';
import { Shape } from './shape.ts';
import { Tokens } from './tokens.ts';

/** All features of one line's content. One object serves every line; each read overwrites the last. */
export class Content {
  readonly line = new Scanner();
  readonly tokens = new Tokens();
  readonly shape = new Shape();

  /** First step: the hash of the content, in `line.hashA` and `line.hashB`. */
  scan(text: string, start: number, end: number): void {
    this.line.scan(text, start, end);
  }

  /** Second step: the features of the line just scanned. */
  read(): void {
    this.tokens.read(this.line);
    this.shape.read(this.line, this.tokens);
  }
}
