import { type ExtensionContext, languages, window, workspace } from 'vscode';
import { Acts } from './annotating/acts.ts';
import { startAnnotating } from './annotating/annotating.ts';
import { Annotations } from './annotating/annotations.ts';
import { actsMiddleware } from './annotating/middleware.ts';
import { CleanViews, cleanViewMiddleware } from './cleanView.ts';
import { registerCommands } from './commands.ts';
import { ConfigurationViews } from './configurationView.ts';
import { Fading } from './fading.ts';
import { type CreateClient, Server } from './server.ts';
import { Status } from './status.ts';
import type { StatusView } from './statusView.ts';
import { createReporter } from './strip.ts';
import { registerTraining } from './training.ts';
import { ReviewViews, type ViewContent, type ViewName } from './views/reviewViews.ts';

let running: Server | undefined;

/** What the extension tells other extensions; its tests are one, and cannot see the status item or the views. */
export interface Galley {
  /** What the status item says of the active document. */
  status(): StatusView;
  /** What a view of Galley's container shows. */
  view(name: ViewName): Promise<ViewContent>;
}

/** What both entries share: the server, when it runs, what shows its state, and the commands. */
export function startClient(context: ExtensionContext, create: CreateClient): Galley {
  const output = window.createOutputChannel('Galley', { log: true });
  const acts = new Acts();
  const reporter = createReporter(actsMiddleware(acts));
  const fading = new Fading();
  const server = new Server(create, output, {
    ...cleanViewMiddleware,
    ...reporter.middleware,
    provideDiagnostics: fading.over(cleanViewMiddleware.provideDiagnostics),
  });
  running = server;
  const cleanViews = new CleanViews(server);
  const configurationViews = new ConfigurationViews(server);
  const views = new ReviewViews(server);
  const annotations = new Annotations(server);
  const status = new Status(server, annotations, reporter.onDidStrip);
  context.subscriptions.push(
    output,
    reporter,
    fading,
    server,
    status,
    annotations,
    startAnnotating(server, acts, annotations),
    cleanViews,
    configurationViews,
    views,
    ...registerTraining(server),
    ...registerCommands({ server, output, cleanViews, configurationViews }),
    workspace.onDidOpenTextDocument((document) => {
      if (languages.match(server.selector, document) > 0) void server.start();
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('galley.sources')) void server.refreshSelector();
    }),
    workspace.onDidChangeWorkspaceFolders(() => void server.refreshSelector()),
  );
  void server.startIfNeeded();
  return { status: () => status.view, view: (name) => views.content(name) };
}

/** VS Code waits for the server's end. */
export async function stopClient(): Promise<void> {
  await running?.stop();
  running = undefined;
}
