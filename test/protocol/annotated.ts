import type { ActResult, SourceAnnotations } from '../../server/src/annotationProtocol.ts';
import type { InitializationOptions } from '../../server/src/protocol.ts';
import type { ClientOptions, TestClient } from './client.ts';
import { FULL, PAGE, withClient } from './fixtures.ts';
import { inProject, type Project } from './project.ts';

/** Where the annotations of the source of a project are kept. */
export const STORED = '.galley/labels/seeds/page.txt.jsonld';

/** What the server says when annotations are others now. */
export const CHANGED = 'galley/annotationsChanged';

/** A client that shows annotations, with a source of a project open in it. */
export interface Annotated {
  readonly client: TestClient;
  readonly project: Project;
  readonly uri: string;
  /** Sends a command of the server about the source. */
  act(command: string, args?: Record<string, unknown>): Promise<ActResult>;
  annotations(): Promise<SourceAnnotations>;
  /** The kinds of lines, zero-based, as the features see them. */
  labels(): Promise<Record<number, string>>;
}

export const SHOWS: InitializationOptions = { annotations: true, settings: { annotator: 'Ann' } };

/** Sends a command of the server with its one argument. */
export function execute<R = ActResult>(
  client: TestClient,
  command: string,
  args: unknown,
): Promise<R> {
  return client.request<R>('workspace/executeCommand', { command, arguments: [args] });
}

/** A client that works on the source of a project. */
export function at(client: TestClient, project: Project): Annotated {
  const uri = project.source;
  const annotations = () => client.request<SourceAnnotations>('galley/annotations', { uri });
  return {
    client,
    project,
    uri,
    act: (command, args = {}) => execute(client, command, { uri, ...args }),
    annotations,
    labels: async () =>
      Object.fromEntries((await annotations()).labels.map(({ line, kind }) => [line, kind])),
  };
}

/** Has a client told that the file of annotations changed. */
export async function told(client: TestClient, project: Project): Promise<void> {
  const changes = [{ uri: `${project.uri}/${STORED}`, type: 2 }];
  await client.notify('workspace/didChangeWatchedFiles', { changes });
}

/** Gives a client with a source open; what it hears of changes is taken off it. */
export async function annotating(
  run: (annotated: Annotated) => Promise<void>,
  options: ClientOptions & { readonly text?: string } = {},
): Promise<void> {
  const { text = PAGE, ...rest } = options;
  await inProject(async (project) => {
    project.write('seeds/page.txt', text);
    const initializationOptions = { ...SHOWS, ...options.initializationOptions };
    const folder = project.uri;
    const client = { capabilities: FULL, folder, ...rest, initializationOptions };
    await withClient(client, async (client) => {
      await client.open(project.source, text);
      await run(at(client, project));
    });
  });
}
