import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { ApplyWorkspaceEditParams } from 'vscode-languageserver-protocol';
import type { KeepArguments, KeepResult } from '../../server/src/protocol.ts';
import type { TestClient } from './client.ts';
import { PAGE, withClient } from './fixtures.ts';
import { applyTo, CONFIG, CREATES, diagnosticsAt, inProject, type Project } from './project.ts';

/** The line ‘Share on Twitter’, and what keeps it. */
const SHARE = 19;
const RULE = { text: 'Share on Twitter', sources: '/seeds/page.txt' };
const OTHER = { text: 'Copy link' };
const SAID = `${JSON.stringify({ keep: [OTHER] }, undefined, 2)}\n`;

/** An editor that has the project file open, and saves nothing unasked. */
class Editor {
  readonly #project: Project;
  readonly #edits: ApplyWorkspaceEditParams[] = [];
  #text = '';
  #version = 0;

  constructor(project: Project) {
    this.#project = project;
  }

  get text(): string {
    return this.#text;
  }

  get rules(): unknown {
    return JSON.parse(this.#text).keep;
  }

  async open(client: TestClient, text: string): Promise<void> {
    this.#text = text;
    this.#version = 1;
    await client.open(this.#project.config, text, 'json');
    await client.expect('galley/status');
  }

  async type(client: TestClient, text: string): Promise<void> {
    this.#text = text;
    await this.#tell(client);
    await client.expect('galley/status');
  }

  /** As a client does: it writes, and then says so. */
  async save(client: TestClient): Promise<void> {
    this.#project.write(CONFIG, this.#text);
    const textDocument = { uri: this.#project.config };
    await client.notify('textDocument/didSave', { textDocument });
  }

  /** Takes an edit of the server's; what it is told of it comes later, with {@link Editor.keep}. */
  apply(params: ApplyWorkspaceEditParams): { readonly applied: boolean } {
    this.#edits.push(params);
    const place = {
      read: () => this.#text,
      write: (uri: string, text: string) => {
        assert.equal(uri, this.#project.config);
        this.#text = text;
      },
    };
    return applyTo(place, params);
  }

  async keep(client: TestClient): Promise<KeepResult> {
    const uri = this.#project.source;
    const given: KeepArguments = { uri, version: 1, line: SHARE, scope: 'line' };
    const params = { command: 'galley.keep', arguments: [given] };
    const before = this.#text;
    const result = await client.request<KeepResult>('workspace/executeCommand', params);
    const [change, ...more] = this.#edits.pop()?.edit.documentChanges ?? [];
    assert.ok(change && 'edits' in change, 'an edit of the document, and no file made under it');
    assert.equal(change.textDocument.version, this.#version);
    assert.deepEqual(more, []);
    await client.expect('galley/status');
    if (this.#text !== before) await this.#tell(client);
    return result;
  }

  async #tell(client: TestClient): Promise<void> {
    const change = { text: this.#text };
    await client.change(this.#project.config, ++this.#version, [change]);
  }
}

async function withEditor(
  config: string | undefined,
  run: (editor: Editor, client: TestClient, project: Project) => Promise<void>,
): Promise<void> {
  await inProject(async (project) => {
    if (config !== undefined) project.write(CONFIG, config);
    const editor = new Editor(project);
    const answers = {
      'workspace/applyEdit': (params: ApplyWorkspaceEditParams) => editor.apply(params),
    };
    const initializationOptions = { status: true };
    const options = { capabilities: CREATES, folder: project.uri, answers, initializationOptions };
    await withClient(options, async (client) => {
      await client.open(project.source, PAGE);
      await client.expect('galley/status');
      await run(editor, client, project);
      // How often settings that are read again are told depends on which change comes first.
      client.forgive('galley/status');
    });
  });
}

/** Removes the project file, as a client tells that watches it. */
async function remove(client: TestClient, project: Project): Promise<void> {
  project.remove(CONFIG);
  const changes = [{ uri: project.config, type: 3 }];
  await client.notify('workspace/didChangeWatchedFiles', { changes });
  await client.expect('galley/status');
}

/** Whether a problem names the line. */
async function isNamed(client: TestClient, { source }: Project): Promise<boolean> {
  const found = await diagnosticsAt(client, source);
  return found.some(({ range: { start, end } }) => start.line <= SHARE && SHARE <= end.line);
}

describe('Keep, with the project file open', () => {
  test('builds on what stands there, saved or not', async () => {
    await withEditor(SAID, async (editor, client) => {
      await editor.open(client, SAID);
      await editor.keep(client);
      assert.deepEqual(editor.rules, [OTHER, RULE]);
    });
  });

  test('starts anew where the file was deleted', async () => {
    await withEditor(SAID, async (editor, client, project) => {
      await editor.open(client, SAID);
      project.remove(CONFIG);
      assert.deepEqual(await editor.keep(client), {
        applied: true,
        rules: 1,
        file: project.config,
      });
      assert.deepEqual(editor.rules, [RULE]);
    });
  });

  test('starts anew where it was saved from here, and deleted then', async () => {
    await withEditor(undefined, async (editor, client, project) => {
      await editor.open(client, '{}\n');
      await editor.type(client, SAID);
      await editor.save(client);
      project.remove('.galley');
      await editor.keep(client);
      assert.deepEqual(editor.rules, [RULE]);
    });
  });

  test('starts anew where others wrote it, and deleted it then', async () => {
    await withEditor('{}', async (editor, client, project) => {
      await editor.open(client, '{}');
      project.write(CONFIG, SAID);
      const changes = [{ uri: project.config, type: 2 }];
      await client.notify('workspace/didChangeWatchedFiles', { changes });
      await client.expect('galley/status');
      await editor.type(client, SAID);
      project.remove(CONFIG);
      await editor.keep(client);
      assert.deepEqual(editor.rules, [RULE]);
    });
  });

  test('starts anew where the editor read it anew before it told that others wrote and deleted it', async () => {
    await withEditor('{}', async (editor, client, project) => {
      await editor.open(client, '{}');
      project.write(CONFIG, SAID);
      await editor.type(client, SAID);
      project.remove(CONFIG);
      const changes = [2, 3].map((type) => ({ uri: project.config, type }));
      await client.notify('workspace/didChangeWatchedFiles', { changes });
      await client.expect('galley/status');
      await editor.keep(client);
      assert.deepEqual(editor.rules, [RULE]);
    });
  });

  test('decides again what stands in a document whose file is gone', async () => {
    const said = `${JSON.stringify({ keep: [RULE] }, undefined, 2)}\n`;
    await withEditor(said, async (editor, client, project) => {
      await editor.open(client, said);
      assert.equal(await isNamed(client, project), false);
      await remove(client, project);
      assert.equal(await isNamed(client, project), true, 'what is gone holds no longer');
      assert.equal((await editor.keep(client)).applied, true);
      assert.deepEqual(editor.rules, [RULE]);
      assert.equal(await isNamed(client, project), false, 'though the document is as it was');
    });
  });

  test('builds on what somebody has not saved, though the file is gone', async () => {
    await withEditor('{}\n', async (editor, client, project) => {
      await editor.open(client, '{}\n');
      await editor.type(client, SAID);
      project.remove(CONFIG);
      await editor.keep(client);
      assert.deepEqual(editor.rules, [OTHER, RULE]);
    });
  });

  test('follows what somebody has not saved, though the file is gone', async () => {
    await withEditor('{}\n', async (editor, client, project) => {
      await editor.open(client, '{}\n');
      await editor.type(client, JSON.stringify({ keep: [RULE] }));
      await remove(client, project);
      await client.expect('galley/status');
      assert.equal(await isNamed(client, project), false);
    });
  });

  test('builds on a file that somebody is about to make, and has never saved', async () => {
    await withEditor(undefined, async (editor, client) => {
      await editor.open(client, SAID);
      await editor.keep(client);
      assert.deepEqual(editor.rules, [OTHER, RULE]);
    });
  });

  test('knows a file again whose line ends and byte order mark the editor leaves out', async () => {
    const onDisk = `\uFEFF${SAID.replaceAll('\n', '\r\n')}`;
    await withEditor(onDisk, async (editor, client, project) => {
      await editor.open(client, SAID);
      project.remove(CONFIG);
      await editor.keep(client);
      assert.deepEqual(editor.rules, [RULE]);
    });
  });
});
