import {
  Disposable,
  EventEmitter,
  l10n,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import {
  CONFIGURATION,
  type ConfigurationParams,
  type ConfigurationResult,
  type SettingOrigin,
} from '../../server/src/protocol.ts';
import { basename, say } from './messages.ts';
import type { Server } from './server.ts';

const SCHEME = 'galley-configuration';

/** Read-only documents that say which settings hold for a file, and where each comes from. */
export class ConfigurationViews implements TextDocumentContentProvider, Disposable {
  readonly #server: Server;
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposable: Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(server: Server) {
    this.#server = server;
    this.#disposable = Disposable.from(
      this.#changed,
      workspace.registerTextDocumentContentProvider(SCHEME, this),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('galley')) this.#refresh();
      }),
      // The server says so, too, when a project file has changed.
      server.onDidChangeDocument(() => this.#refresh()),
    );
  }

  dispose(): void {
    this.#disposable.dispose();
  }

  /** Shows what holds for a file; without one, for the first folder. */
  async open(file: Uri | undefined): Promise<void> {
    const target = file ?? workspace.workspaceFolders?.[0]?.uri;
    if (!target) {
      say(l10n.t('open a source or a folder first.'));
      return;
    }
    const path = `/${basename(target)} (galley).jsonc`;
    const view = Uri.from({ scheme: SCHEME, path, query: target.toString() });
    await window.showTextDocument(await workspace.openTextDocument(view), { preview: true });
  }

  async provideTextDocumentContent(view: Uri): Promise<string> {
    await this.#server.start();
    const file = Uri.parse(view.query, true);
    const found = await this.#server.request<ConfigurationParams, ConfigurationResult>(
      CONFIGURATION,
      { uri: file.toString() },
    );
    return found ? describe(file, found) : `// ${l10n.t('The language server has stopped')}\n`;
  }

  #refresh(): void {
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme === SCHEME) this.#changed.fire(uri);
    }
  }
}

function describe(file: Uri, { project, settings }: ConfigurationResult): string {
  const name = workspace.asRelativePath(file);
  const lines = settings.map((setting) => {
    const value = JSON.stringify(setting.value, undefined, 2).replaceAll('\n', '\n  ');
    return `  // ${originOf(setting, file)}\n  ${JSON.stringify(setting.key)}: ${value}`;
  });
  const head = [
    l10n.t('The settings of Galley that hold for {0}.', name),
    project
      ? l10n.t('Its project file replaces the user’s settings: {0}', projectName(project))
      : l10n.t('No project file (.galley/config.json) holds for it.'),
  ];
  return `${head.map((line) => `// ${line}\n`).join('')}{\n${lines.join(',\n')}\n}\n`;
}

function projectName(project: string): string {
  return workspace.asRelativePath(Uri.parse(project));
}

/** The server hears from VS Code what holds, defaults too; VS Code knows where it was set. */
function originOf({ key, origin }: SettingOrigin, file: Uri): string {
  if (origin === 'project') return l10n.t('from the project file');
  const found = workspace.getConfiguration(undefined, file).inspect(key);
  if (origin === 'default' || !found) return l10n.t('default');
  // With one folder its settings are the workspace's.
  const hasFolders = (workspace.workspaceFolders?.length ?? 0) > 1;
  if (hasFolders && found.workspaceFolderValue !== undefined) {
    return l10n.t('from the settings of the folder');
  }
  if (found.workspaceValue !== undefined) return l10n.t('from the settings of the workspace');
  if (found.globalValue !== undefined) return l10n.t('from the settings of the user');
  return l10n.t('default');
}
