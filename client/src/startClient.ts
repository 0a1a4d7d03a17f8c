import { type ExtensionContext, languages, window, workspace } from 'vscode';
import { CleanViews, cleanViewMiddleware } from './cleanView.ts';
import { registerCommands } from './commands.ts';
import { type CreateClient, Server } from './server.ts';
import { Status } from './status.ts';
import { createReporter } from './strip.ts';

let running: Server | undefined;

/** What both entries share: the server, when it runs, what shows its state, and the commands. */
export function startClient(context: ExtensionContext, create: CreateClient): void {
  const output = window.createOutputChannel('Galley', { log: true });
  const reporter = createReporter();
  const server = new Server(create, output, { ...cleanViewMiddleware, ...reporter.middleware });
  running = server;
  const cleanViews = new CleanViews(server);
  const status = new Status(server, reporter.onDidStrip);
  context.subscriptions.push(
    output,
    reporter,
    server,
    status,
    cleanViews,
    ...registerCommands({ server, output, cleanViews }),
    workspace.onDidOpenTextDocument((document) => {
      if (languages.match(server.selector, document) > 0) void server.start();
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('galley.sources')) void server.refreshSelector();
    }),
    workspace.onDidChangeWorkspaceFolders(() => void server.refreshSelector()),
  );
  void server.startIfNeeded();
}

/** VS Code waits for the server's end. */
export async function stopClient(): Promise<void> {
  await running?.stop();
  running = undefined;
}
