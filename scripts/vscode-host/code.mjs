#!/usr/bin/env node
// Stands in for the `code` executable in `code --extensionDevelopmentPath=… --extensionTestsPath=…
// [folder]`: runs the tests in the server's extension host, with its workbench in a headless
// Chromium, and exits with their exit code; 124 when they hang, 70 when the extension host died.
// Environment: VSCODE_HOST_TIMEOUT (seconds), VSCODE_HOST_VERBOSE=1, VSCODE_HOST_SETTINGS ({json}),
// VSCODE_HOST_TRUST=ask (folders are not trusted by themselves).
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import util from 'node:util';
import { launchChromium } from './chromium.mjs';
import { remoteUri, startServer, workbenchUrl } from './server.mjs';

/** For the whole run, the start of the workbench with it: a machine may do other things besides. */
const LIMIT = Number(process.env.VSCODE_HOST_TIMEOUT ?? 900) * 1000;
const VERBOSE = Boolean(process.env.VSCODE_HOST_VERBOSE);

/** What the workbench logs about itself in every run. */
const NOISE =
  /^(Canceled|\[(AgentHost|DefaultAccount|ChatModelSelection|AccountPolicyGate|reconnection-grace-time|Service Worker|LanguageModel|Policy|Voice)|(Resolv(ing|ed) connection token|Creating a socket|Updating additional|getaddrinfo|Failed: getaddrinfo|Auto updating|Started local|Settings Sync|Not loading |Ignoring fetching additional))/;

const EXIT = { failed: 1, interrupted: 130, extensionHostDied: 70, hung: 124 };

/** Options are `--name=value`, `--name value` for the folders, or `--name`. */
function parseArguments(argv) {
  const options = new Map();
  const files = [];
  for (let index = 0; index < argv.length; index++) {
    const found = /^--([^=]+)(?:=(.*))?$/s.exec(argv[index]);
    if (!found) files.push(argv[index]);
    else if (found[2] === undefined && /-(dir|uri)$/.test(found[1])) {
      options.set(found[1], argv[++index]);
    } else options.set(found[1], found[2] ?? 'true');
  }
  return { options, files };
}

class Run {
  #data = mkdtempSync(path.join(tmpdir(), 'vscode-host-'));
  #server;
  #browser;
  #ending = false;
  // The workbench itself reports a dead extension host as success.
  #hostDied = false;

  async start({ options, files }) {
    this.#server = await startServer({
      data: this.#data,
      user: options.get('user-data-dir'),
      extensions: options.get('extensions-dir'),
      settings: JSON.parse(process.env.VSCODE_HOST_SETTINGS ?? '{}'),
      trustsAll: process.env.VSCODE_HOST_TRUST !== 'ask',
      log: (text) => VERBOSE && process.stderr.write(text),
    });
    this.#server.child.once('exit', (code) => this.fail(`the server ended with ${code}`));
    this.#browser = await launchChromium();
    const page = await this.#browser.newPage({ viewport: { width: 1400, height: 900 } });
    await this.#connect(page);
    const url = this.#url(options, files);
    await page.goto(url, { waitUntil: 'domcontentloaded', timeout: LIMIT });
  }

  /** The workbench's test driver calls these two functions of the page. */
  async #connect(page) {
    await page.exposeFunction('codeAutomationLog', (type, args) => this.#log(type, args));
    await page.exposeFunction('codeAutomationExit', (code) => {
      if (this.#hostDied) console.error('code.mjs: the extension host died');
      this.end(code || (this.#hostDied ? EXIT.extensionHostDied : 0));
    });
    page.on('crash', () => this.fail('the page crashed'));
    if (VERBOSE) page.on('console', (message) => process.stderr.write(`${message.text()}\n`));
  }

  #log(type, args) {
    const text = util.format(...args);
    if (/^\[remote-connection\]\[ExtensionHost\].*received socket close/.test(text)) {
      this.#hostDied = true;
    }
    if (!VERBOSE && NOISE.test(text)) return;
    const stream = type === 'error' || type === 'warn' ? process.stderr : process.stdout;
    stream.write(`${text}\n`);
  }

  #url(options, files) {
    const { origin } = this.#server;
    const payload = [['skipWelcome', 'true']];
    for (const name of ['extensionDevelopmentPath', 'extensionTestsPath']) {
      const file = options.get(name);
      if (file) payload.push([name, remoteUri(origin, file.replace(/^file:\/\//, ''))]);
    }
    if (options.has('disable-extensions')) payload.push(['disableExtensions', 'true']);
    const uri = options.get('folder-uri');
    const target = files.find((file) => existsSync(file)) ?? (uri && fileURLToPath(uri));
    const isWorkspace = target?.endsWith('.code-workspace');
    const what = target ? { [isWorkspace ? 'workspace' : 'folder']: path.resolve(target) } : {};
    return workbenchUrl(origin, { ...what, payload });
  }

  fail(reason, code = EXIT.failed) {
    if (!this.#ending) console.error('code.mjs:', reason);
    this.end(code);
  }

  async end(code) {
    if (this.#ending) return;
    this.#ending = true;
    // Whatever does not close in time is left to the end of the process.
    setTimeout(() => process.exit(code), 8000).unref();
    await this.#browser?.close().catch(() => {});
    await this.#server?.stop();
    rmSync(this.#data, { recursive: true, force: true });
    process.exit(code);
  }
}

const run = new Run();
process.on('uncaughtException', (error) => run.fail(error));
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => run.end(EXIT.interrupted));
}
setTimeout(() => run.fail(`no result after ${LIMIT / 1000} s`, EXIT.hung), LIMIT).unref();
await run.start(parseArguments(process.argv.slice(2))).catch((error) => run.fail(error));
