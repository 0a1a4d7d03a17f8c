import { commands, TabInputTextDiff, type TextDocument, window } from 'vscode';

const LOCK = 'workbench.action.files.setActiveEditorReadonlyInSession';
const RELEASE = 'workbench.action.files.resetActiveEditorReadonlyInSession';

/**
 * Makes the active editor's source read-only for a while: what is typed cannot reach its text then,
 * neither by a key without a meaning nor by an input method. VS Code has commands for the active
 * editor only; so a source that is behind is released when it comes in front.
 */
export class ReadOnly {
  readonly #locked = new Set<string>();

  async lock({ uri }: TextDocument): Promise<void> {
    // In a comparison the command would mean its other side; the source in it is read-only anyway.
    const { input } = window.tabGroups.activeTabGroup.activeTab ?? {};
    if (this.#locked.has(uri.toString()) || input instanceof TabInputTextDiff) return;
    this.#locked.add(uri.toString());
    await commands.executeCommand(LOCK);
  }

  async release({ uri }: TextDocument): Promise<void> {
    if (this.#locked.delete(uri.toString())) await commands.executeCommand(RELEASE);
  }
}
