import { type Disposable, EventEmitter, type TextDocument, Uri, workspace } from 'vscode';
import {
  AnnotationRequest,
  type SourceAnnotations,
  type SourceArguments,
} from '../../../server/src/annotationProtocol.ts';
import type { Server } from '../server.ts';

/** After an edit, how long to wait for the next (ms): the marks themselves follow at once. */
const CALM = 200;

interface Known {
  /** What the server said last. */
  said?: SourceAnnotations;
  isAsking?: boolean;
  isOld?: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

/** What people decided about the open sources, as the server tells it. */
export class Annotations implements Disposable {
  readonly #server: Server;
  readonly #known = new Map<string, Known>();
  readonly #changed = new EventEmitter<TextDocument>();
  readonly #disposables: readonly Disposable[];

  /** What is known of a document is another now: ask {@link of}. */
  readonly onDidChange = this.#changed.event;

  constructor(server: Server) {
    this.#server = server;
    this.#disposables = [
      server.onDidChangeAnnotations(({ uri }) => this.#renew(uri)),
      server.onDidChangeDocument(({ uri, state, version }) => {
        if (state.type === 'source') this.#follow(keyOf(uri), version);
        else this.#forget(keyOf(uri));
      }),
      server.onDidChangeState((state) => {
        if (state !== 'running') for (const key of [...this.#known.keys()]) this.#forget(key);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri.toString())),
    ];
  }

  /** Undefined where a document is no source, or nothing is known yet. */
  of({ uri, version }: TextDocument): SourceAnnotations | undefined {
    const said = this.#known.get(uri.toString())?.said;
    return said?.version === version ? said : undefined;
  }

  /** Whether a document is a source that the server has open. */
  has({ uri }: TextDocument): boolean {
    return this.#known.has(uri.toString());
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
    for (const { timer } of this.#known.values()) clearTimeout(timer);
    this.#changed.dispose();
  }

  #renew(uri: string | undefined): void {
    for (const key of uri === undefined ? [...this.#known.keys()] : [keyOf(uri)]) {
      if (this.#known.has(key)) void this.#ask(key);
    }
  }

  #follow(key: string, version: number): void {
    const known = this.#known.get(key);
    if (!known) {
      this.#known.set(key, {});
      void this.#ask(key);
    } else if (known.said?.version !== version) {
      clearTimeout(known.timer);
      known.timer = setTimeout(() => void this.#ask(key), CALM);
    }
  }

  #forget(key: string): void {
    const known = this.#known.get(key);
    if (!known) return;
    clearTimeout(known.timer);
    this.#known.delete(key);
    this.#tell(key);
  }

  /** Asks once at a time: what changes meanwhile is asked afterwards. */
  async #ask(key: string): Promise<void> {
    const known = this.#known.get(key);
    if (!known) return;
    known.isOld = true;
    if (known.isAsking) return;
    known.isAsking = true;
    try {
      while (known.isOld) {
        known.isOld = false;
        const said = await this.#request(key);
        if (said) known.said = said;
      }
    } finally {
      known.isAsking = false;
    }
    if (this.#known.get(key) === known) this.#tell(key);
  }

  async #request(key: string): Promise<SourceAnnotations | null | undefined> {
    try {
      const params: SourceArguments = { uri: key };
      return await this.#server.request(AnnotationRequest.annotations, params);
    } catch {
      // The log of the server has it; the next change asks again.
      return undefined;
    }
  }

  #tell(key: string): void {
    const document = workspace.textDocuments.find(({ uri }) => uri.toString() === key);
    if (document) this.#changed.fire(document);
  }
}

/** A URI as VS Code writes it: the server may escape more or less. */
function keyOf(uri: string): string {
  return Uri.parse(uri).toString();
}
