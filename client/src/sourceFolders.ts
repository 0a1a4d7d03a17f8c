import {
  ConfigurationTarget,
  commands,
  l10n,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { LANGUAGE_ID } from '../../server/src/protocol.ts';
import { basename, say } from './messages.ts';

const ASSOCIATIONS = 'files.associations';

/** Makes the text files below a folder sources, in the workspace's settings. */
export async function treatFolder(target: unknown): Promise<void> {
  const folder = await folderOf(target);
  if (!folder) return;
  const glob = globOf(folder);
  const associations = ownAssociations();
  const name = basename(folder.uri);
  if (associations[glob] === LANGUAGE_ID) {
    say(l10n.t('the text files below {0} are sources already.', name));
    return;
  }
  await write({ ...associations, [glob]: LANGUAGE_ID });
  say(
    l10n.t(
      'the text files below {0} are sources now. “Stop Treating This Folder as Sources” takes it back.',
      name,
    ),
  );
}

/** Takes back what {@link treatFolder} wrote. */
export async function releaseFolder(target: unknown): Promise<void> {
  const folder = await folderOf(target);
  if (!folder) return;
  const name = basename(folder.uri);
  const { [globOf(folder)]: language, ...rest } = ownAssociations();
  if (language !== LANGUAGE_ID) {
    say(l10n.t('no setting of the workspace makes sources of the files below {0}.', name));
    return;
  }
  await write(rest);
  say(l10n.t('the text files below {0} are ordinary text again.', name));
}

/** A folder inside the workspace. */
interface Folder {
  readonly uri: Uri;
  readonly root: WorkspaceFolder;
}

/** The folder that was clicked; from the palette the one of the active file, or the only one. */
async function folderOf(target: unknown): Promise<Folder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void adviseFolder();
    return undefined;
  }
  const uri = target instanceof Uri ? target : folderOfActiveFile();
  const root = uri && workspace.getWorkspaceFolder(uri);
  if (uri && root) return { uri, root };
  if (uri && target instanceof Uri) {
    say(l10n.t('{0} is not in the workspace.', basename(uri)));
    return undefined;
  }
  const [only, another] = folders;
  const chosen = another ? await window.showWorkspaceFolderPick() : only;
  return chosen && { uri: chosen.uri, root: chosen };
}

function folderOfActiveFile(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  if (!document || document.isUntitled) return undefined;
  return Uri.joinPath(document.uri, '..');
}

/** Not awaited: a message stays for as long as the user lets it. */
async function adviseFolder(): Promise<void> {
  const open = l10n.t('Open Folder…');
  const chosen = await window.showInformationMessage(
    l10n.t(
      'Which files are sources is kept in the settings of a workspace: open a folder first. For a single file, choose the language “Source Text” in the status bar.',
    ),
    open,
  );
  if (chosen === open) await commands.executeCommand('vscode.openFolder');
}

/** VS Code matches a glob with a slash against the whole path. */
function globOf({ uri, root }: Folder): string {
  const inside = uri.path.slice(root.uri.path.length).split('/').filter(Boolean);
  const { length } = workspace.workspaceFolders ?? [];
  const start = length > 1 ? [basename(root.uri)] : [];
  return ['**', ...[...start, ...inside].map(literal), '**', '*.txt']
    .join('/')
    .replace(/^\*\*\/\*\*\//, '**/');
}

/** A name of a folder as a glob that matches nothing else. */
function literal(name: string): string {
  return name.replace(/[*?[\]{}]/g, '[$&]');
}

function ownAssociations(): Record<string, string> {
  const found = workspace.getConfiguration().inspect<Record<string, string>>(ASSOCIATIONS);
  return found?.workspaceValue ?? {};
}

async function write(associations: Readonly<Record<string, string>>): Promise<void> {
  const value = Object.keys(associations).length > 0 ? associations : undefined;
  const target = ConfigurationTarget.Workspace;
  await workspace.getConfiguration().update(ASSOCIATIONS, value, target);
}
