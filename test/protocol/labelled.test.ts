import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { CodeAction, CodeLens, Hover } from 'vscode-languageserver-protocol';
import { AnnotationCommand, type LinesArguments } from '../../server/src/annotationProtocol.ts';
import { applyEdits } from '../../server/src/core/source.ts';
import { SAFE } from '../../server/src/core/strip.ts';
import { PICK_LABEL } from '../../server/src/protocol.ts';
import { type Annotated, annotating, CHANGED, execute } from './annotated.ts';
import { applied, linesAt, PAGE, parser } from './fixtures.ts';
import { applyToDisk, CREATES } from './project.ts';

/** A line of the block of share controls, and the one before it. */
const SHARE = 19;
const AUTOMATIC = 2;

function actionsAt(
  { client, uri }: Annotated,
  line: number,
  context: { readonly only?: string[]; readonly triggerKind?: number } = {},
  endLine = line,
): Promise<CodeAction[]> {
  const params = { textDocument: { uri }, range: linesAt(line, endLine) };
  return client.request('textDocument/codeAction', {
    ...params,
    context: { diagnostics: [], ...context },
  });
}

const LABEL = { only: ['refactor.label'] };
const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

/** Does what an action says, as the client would. */
async function take({ client }: Annotated, actions: CodeAction[], title: RegExp): Promise<void> {
  const { command } = actions.find((each) => title.test(each.title)) ?? {};
  assert.ok(command, `${title} in ${titles(actions).join('; ')}`);
  const [args] = command.arguments ?? [];
  const result = await execute(client, command.command, args);
  assert.equal(result.applied, true);
  await client.expect(CHANGED);
}

describe('the menu of a line', () => {
  test('offers to accept it or its block, and the kinds that it is most likely else', async () => {
    await annotating(async (annotated) => {
      const source = parser.parse(PAGE);
      const others = parser.alternatives(source, SHARE).slice(0, 3);
      const actions = await actionsAt(annotated, SHARE, LABEL);
      assert.deepEqual(
        titles(actions).slice(-4),
        [...others, '…'].map((kind) => `Label as ${kind}`),
      );
      await take(annotated, actions, new RegExp(`^Label as ${others[0]}$`, 'u'));
      assert.deepEqual(await annotated.labels(), { [SHARE]: others[0] });
    });
  });

  test('accepts the line, the block, or all that are selected', async () => {
    const kind = parser.parse(PAGE).kinds[SHARE];
    await annotating(async (annotated) => {
      await take(annotated, await actionsAt(annotated, SHARE, LABEL), /^Accept(?!.*block)/u);
      assert.deepEqual(await annotated.labels(), { [SHARE]: kind });
      await take(annotated, await actionsAt(annotated, SHARE - 1, LABEL), /block/u);
      assert.deepEqual(await annotated.labels(), {
        [SHARE - 1]: kind,
        [SHARE]: kind,
        [SHARE + 1]: kind,
      });
    });
  });

  test('takes the label off, and offers no other kind beside it', async () => {
    await annotating(async (annotated) => {
      await annotated.act(AnnotationCommand.label, { line: SHARE, kind: 'body' });
      await annotated.client.expect(CHANGED);
      const actions = await actionsAt(annotated, SHARE, LABEL);
      const kinds = titles(actions).filter((title) => title.startsWith('Label as'));
      assert.deepEqual(kinds, ['Label as …']);
      await take(annotated, actions, /^Remove the label$/u);
      assert.deepEqual(await annotated.labels(), {});
    });
  });

  test('is unasked only where there is something to fix or a label to take off', async () => {
    await annotating(async (annotated) => {
      const unasked = { ...LABEL, triggerKind: AUTOMATIC };
      const body = PAGE.split('\n').findIndex((line) => line.startsWith('The night ferry'));
      assert.deepEqual(await actionsAt(annotated, body, unasked), []);
      await annotated.act(AnnotationCommand.label, { line: body, kind: 'deck' });
      await annotated.client.expect(CHANGED);
      assert.match(titles(await actionsAt(annotated, body, unasked))[0] ?? '', /^Remove/u);
    });
  });

  test('has none for a blank line', async () => {
    await annotating(async (annotated) => {
      assert.deepEqual(await actionsAt(annotated, PAGE.split('\n').indexOf(''), LABEL), []);
    });
  });
});

describe('Label as …', () => {
  const settings = { annotator: 'Ann', codeLens: { enabled: true } };
  const lensesOf = async ({ client, uri }: Annotated) => {
    const textDocument = { uri };
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    return lenses.filter(({ command }) => command?.command === PICK_LABEL);
  };

  test('stands over each sure block, until the block is labelled', async () => {
    await annotating(
      async (annotated) => {
        const share = (lenses: CodeLens[]) =>
          lenses.filter(({ range }) => range.start.line === SHARE - 1);
        const [lens] = share(await lensesOf(annotated));
        assert.equal(lens?.command?.title, 'Label as …');
        const given: LinesArguments | undefined = lens.command.arguments?.[0];
        const { uri } = annotated;
        assert.deepEqual(given, { uri, version: 1, line: SHARE - 1, endLine: SHARE + 1 });
        await annotated.act(AnnotationCommand.label, { ...given, kind: 'body' });
        await annotated.client.expect(CHANGED);
        assert.deepEqual(share(await lensesOf(annotated)), []);
      },
      { initializationOptions: { settings } },
    );
  });

  test('is not there for a client that has no list to pick from', async () => {
    await annotating(async (annotated) => assert.deepEqual(await lensesOf(annotated), []), {
      initializationOptions: { settings, annotations: false },
    });
  });
});

describe('a labelled line', () => {
  const labelled = (run: (annotated: Annotated) => Promise<void>) =>
    annotating(
      async (annotated) => {
        await annotated.act(AnnotationCommand.label, { line: SHARE, kind: 'body' });
        await annotated.client.expect(CHANGED);
        await run(annotated);
      },
      { capabilities: CREATES, answers: { 'workspace/applyEdit': applyToDisk } },
    );

  test('says in its hover who decided, and on which day', async () => {
    await labelled(async ({ client, uri, annotations }) => {
      const position = { line: SHARE, character: 2 };
      const params = { textDocument: { uri }, position };
      const hover = await client.request<Hover>('textDocument/hover', params);
      const day = (await annotations()).labels[0]?.when.slice(0, 10);
      const said = JSON.stringify(hover.contents).replaceAll('\\', '');
      assert.ok(said.includes(`labelled by Ann on ${day}`), said);
      assert.match(said, /body/u);
    });
  });

  test('stays when all is fixed', async () => {
    await labelled(async (annotated) => {
      const [all] = await actionsAt(annotated, 0, { only: ['source.fixAll.galley'] }, 1000);
      const source = parser.parse(PAGE, { labels: new Map([[SHARE, 'body']]) });
      const left = applied(PAGE, all?.edit);
      assert.equal(left, applyEdits(PAGE, parser.strip(source, SAFE)));
      assert.match(left, /^Share on Twitter$/mu);
    });
  });

  test('needs no rule that keeps it, and has none', async () => {
    await labelled(async ({ client, uri }) => {
      const kept = await execute<{ applied: boolean; message?: string }>(client, 'galley.keep', {
        uri,
        version: 1,
        line: SHARE,
        scope: 'line',
      });
      assert.equal(kept.applied, false);
      assert.match(kept.message ?? '', /No line there/u);
      await client.expect('window/showMessage');
    });
  });
});
