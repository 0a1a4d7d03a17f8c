/** What the tested parts of the client need of VS Code's tabs: groups of them, one in front in each. */
import type { URI } from 'vscode-uri';

export class TabInputText {
  readonly uri: URI;

  constructor(uri: URI) {
    this.uri = uri;
  }
}

export class TabInputTextDiff {
  readonly original: URI;
  readonly modified: URI;

  constructor(original: URI, modified: URI) {
    this.original = original;
    this.modified = modified;
  }
}

export interface FakeTab {
  readonly input: unknown;
  readonly isPreview: boolean;
}

export interface FakeGroup {
  readonly viewColumn: number;
  readonly tabs: readonly FakeTab[];
  activeTab: FakeTab | undefined;
}

/** The groups that are open, and which of them has the cursor. */
export class Groups {
  all: readonly FakeGroup[] = [];
  /** Every text that was shown, as `column path`. */
  readonly shown: string[] = [];
  #active = 1;

  open(groups: readonly FakeGroup[], active: number): void {
    this.all = groups;
    this.#active = active;
    this.shown.length = 0;
  }

  get activeTabGroup(): FakeGroup {
    const group = this.all.find(({ viewColumn }) => viewColumn === this.#active);
    if (!group) throw new Error(`no group ${this.#active}`);
    return group;
  }

  /** The text with the cursor; undefined where something else is in front. */
  get activeText(): URI | undefined {
    const input = this.activeTabGroup.activeTab?.input;
    return input instanceof TabInputText ? input.uri : undefined;
  }

  async show(uri: URI, { viewColumn }: { readonly viewColumn: number }): Promise<void> {
    if (uri.path.includes('gone')) throw new Error(`cannot open ${uri.path}`);
    this.#active = viewColumn;
    const group = this.activeTabGroup;
    this.shown.push(`${viewColumn} ${uri.path}`);
    group.activeTab = group.tabs.find(
      ({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString(),
    );
  }
}

export const groups = new Groups();
