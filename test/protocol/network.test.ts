import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import test, { describe } from 'node:test';
import type { KeepArguments, KeepResult, StripResult } from '../../server/src/protocol.ts';
import { PAGE, withClient } from './fixtures.ts';
import { applyToDisk, CREATES, diagnosticsAt, inProject, type Project } from './project.ts';

const PRELOAD = ['--require', resolve('test/support/no-network.cjs')];
const dist = (name: string) => join(__dirname, '../../dist', name);
const logOf = ({ path }: Project) => join(path, 'network.log');

/** Runs a program that has no network, and tells what it tried. */
function run(project: Project, args: readonly string[], input = '') {
  const env = { ...process.env, NETWORK_LOG: logOf(project) };
  const options = { cwd: project.path, encoding: 'utf8', env, input } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...PRELOAD, ...args], options);
  return { status, stdout, stderr, tried: triedIn(project) };
}

function triedIn(project: Project): string {
  return existsSync(logOf(project)) ? readFileSync(logOf(project), 'utf8') : '';
}

describe('without a network', () => {
  test('whatever reaches for it is caught', async () => {
    const attempts: Readonly<Record<string, string>> = {
      'globalThis.fetch': `fetch('http://127.0.0.1/')`,
      'http.get': `require('http').get('http://127.0.0.1/')`,
      'https.request': `require('https').request('https://127.0.0.1/')`,
      'net.Socket.connect': `new (require('net').Socket)().connect(1)`,
      'tls.connect': `require('tls').connect(1)`,
      'dns.lookup': `require('dns').lookup('localhost', () => {})`,
      'dns.promises.resolve4': `require('dns/promises').resolve4('localhost')`,
      'dgram.createSocket': `require('dgram').createSocket('udp4')`,
      'net.connect': `new (require('worker_threads').Worker)("require('net').connect(1)", { eval: true })`,
    };
    await inProject(async (project) => {
      for (const [name, script] of Object.entries(attempts)) {
        const { status, tried } = run(project, ['-e', script]);
        assert.notEqual(status, 0, name);
        assert.match(tried.trimEnd().split('\n').at(-1) ?? '', new RegExp(`^${name} `));
      }
    });
  });

  test('the server opens, explains, keeps and strips', async () => {
    await inProject(async (project) => {
      const uri = project.source;
      project.write('seeds/page.txt', PAGE);
      project.write('seeds/other.txt', PAGE);
      const command = [...PRELOAD, dist('server.js'), '--stdio'];
      const answers = { 'workspace/applyEdit': applyToDisk };
      const initializationOptions = { status: true, files: true };
      const env = { NETWORK_LOG: logOf(project) };
      const options = { capabilities: CREATES, folder: project.uri, answers, command, env };
      await withClient({ ...options, initializationOptions }, async (client) => {
        await client.open(uri, PAGE);
        await client.expect('galley/status');
        assert.ok((await diagnosticsAt(client, uri)).length > 0);
        const position = { line: PAGE.split('\n').indexOf('Copy link'), character: 0 };
        assert.ok(await client.request('textDocument/hover', { textDocument: { uri }, position }));
        const execute = <R>(command: string, args: unknown) =>
          client.request<R>('workspace/executeCommand', { command, arguments: [args] });
        const given: KeepArguments = { uri, line: position.line, scope: 'source' };
        assert.equal((await execute<KeepResult>('galley.keep', given)).applied, true);
        await client.expect('galley/status');
        const stripped = await execute<StripResult>('galley.strip', { uri, force: true });
        assert.ok(stripped.applied && stripped.blocks > 0);
      });
      assert.equal(triedIn(project), '');
    });
  });

  test('every command of the command line that reads sources does its work', async () => {
    await inProject(async (project) => {
      for (const name of ['a', 'b', 'c']) project.write(`seeds/${name}.txt`, PAGE);
      const record = `${JSON.stringify({ id: 'a', text: PAGE })}\n`;
      const calls: readonly (readonly [string, number, string?])[] = [
        ['check seeds --jobs 2', 1],
        ['strip seeds --diff', 0],
        ['strip seeds --write', 0],
        ['outline seeds/a.txt', 0],
        ['label seeds', 0],
        ['filter --jsonl', 0, record],
        ['export seeds --format dolma', 0],
      ];
      for (const [call, code, input] of calls) {
        const { status, stderr, tried } = run(project, [dist('cli.js'), ...call.split(' ')], input);
        assert.equal(status, code, `${call}: ${stderr}`);
        assert.equal(tried, '', call);
      }
    });
  });
});
