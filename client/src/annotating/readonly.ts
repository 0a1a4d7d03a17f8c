import {
  commands,
  type Tab,
  type TabGroup,
  TabInputText,
  TabInputTextDiff,
  type TextDocument,
  type Uri,
  window,
} from 'vscode';

const LOCK = 'workbench.action.files.setActiveEditorReadonlyInSession';
const RELEASE = 'workbench.action.files.resetActiveEditorReadonlyInSession';

/**
 * Makes the active editor's source read-only for a while: what is typed cannot reach its text then,
 * neither by a key without a meaning nor by an input method. VS Code has commands for the active
 * editor only; so a source that is behind has to come in front to be released.
 */
export class ReadOnly {
  readonly #locked = new Set<string>();
  /** Each act has the active editor to itself. */
  #last: Promise<void> = Promise.resolve();

  lock({ uri }: TextDocument): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#locked.has(uri.toString()) || !isActive(uri)) return;
      // In a comparison the command would mean its other side; the source in it is read-only anyway.
      if (window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputTextDiff) return;
      this.#locked.add(uri.toString());
      await commands.executeCommand(LOCK);
    });
  }

  release({ uri }: TextDocument): Promise<void> {
    return this.#inTurn(() => this.#release(uri));
  }

  /**
   * Releases what is behind, too: each such source comes to the front of its group for a moment. A
   * group with something else than a text in front could not be put back as it was; a source behind
   * that, and one whose tab was closed, stays read-only until it is shown and {@link release}d.
   */
  releaseAll(): Promise<void> {
    return this.#inTurn(async () => {
      const { all, activeTabGroup } = window.tabGroups;
      const front = placeOf(activeTabGroup);
      if (!front) return;
      const places = all.flatMap((group) => placeOf(group) ?? []);
      for (const { tabs, shown, viewColumn } of places) {
        const locked = tabs.filter(({ uri }) => this.#locked.has(uri.toString()));
        for (const tab of locked) {
          await show(tab, viewColumn);
          await this.#release(tab.uri);
        }
        if (locked.length > 0 && !isActive(shown.uri)) await show(shown, viewColumn);
      }
      if (!isActive(front.shown.uri)) await show(front.shown, front.viewColumn);
    });
  }

  async #release(uri: Uri): Promise<void> {
    if (!isActive(uri)) return;
    if (this.#locked.delete(uri.toString())) await commands.executeCommand(RELEASE);
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

/** A tab with a text, as it is when the walk begins. */
interface TextTab {
  readonly uri: Uri;
  readonly preview: boolean;
}

interface Place {
  readonly viewColumn: number;
  readonly tabs: readonly TextTab[];
  readonly shown: TextTab;
}

/** A group with a text in front; undefined for any other. */
function placeOf({ tabs, activeTab, viewColumn }: TabGroup): Place | undefined {
  const shown = activeTab && textTabOf(activeTab);
  return shown && { viewColumn, shown, tabs: tabs.flatMap((tab) => textTabOf(tab) ?? []) };
}

function textTabOf({ input, isPreview }: Tab): TextTab | undefined {
  return input instanceof TabInputText ? { uri: input.uri, preview: isPreview } : undefined;
}

async function show({ uri, preview }: TextTab, viewColumn: number): Promise<void> {
  try {
    await window.showTextDocument(uri, { viewColumn, preview });
  } catch {
    // Its file may be gone; the others shall be released all the same.
  }
}

function isActive(uri: Uri): boolean {
  return window.activeTextEditor?.document.uri.toString() === uri.toString();
}
