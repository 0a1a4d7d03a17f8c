// Mocha without a runner around it: the browser's build runs in a Node and in a worker host alike.
import 'mocha/mocha.js';

type Body = () => void | Promise<void>;

interface Registers {
  describe(title: string, body: () => void): void;
  it(title: string, body: Body): void;
  before(body: Body): void;
  beforeEach(body: Body): void;
  after(body: Body): void;
  afterEach(body: Body): void;
}

interface Test {
  readonly duration?: number;
  fullTitle(): string;
}

interface Runner {
  on(event: 'pass', listener: (test: Test) => void): void;
  on(event: 'fail', listener: (test: Test, error: Error) => void): void;
}

interface Mocha {
  readonly suite: { emit(event: 'pre-require', context: object, file: null, mocha: Mocha): void };
  run(done: (failures: number) => void): void;
}

const { Mocha } = globalThis as unknown as {
  Mocha: new (options: object) => Mocha;
};

const counts = { passed: 0, failed: 0 };

/** Says each test's outcome on a line of its own. */
function Report(runner: Runner): void {
  runner.on('pass', (test) => {
    counts.passed++;
    console.log(`  ✔ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
  });
  runner.on('fail', (test, error) => {
    counts.failed++;
    console.log(`  ✘ ${test.fullTitle()}\n${error.stack ?? error.message}`);
  });
}

/** Longer than one wait in a test, so that the wait says what it missed. */
const TIMEOUT = 300_000;

/** Which tests run, by their titles; all where it is empty. The bundle says: a worker has no environment. */
declare const TEST_GREP: string;

const options = { ui: 'bdd', reporter: Report, timeout: TIMEOUT, forbidOnly: true };
const mocha = new Mocha(TEST_GREP === '' ? options : { ...options, grep: new RegExp(TEST_GREP) });
const registers = {} as Registers;
mocha.suite.emit('pre-require', registers, null, mocha);

export const { describe, it, before, beforeEach, after, afterEach } = registers;

/** Runs every test that was registered; rejects when one failed. */
export function runAll(): Promise<void> {
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      console.log(`  ${counts.passed} passing, ${counts.failed} failing`);
      if (failures > 0) reject(new Error(`${failures} failed`));
      else if (counts.passed === 0 && TEST_GREP === '') reject(new Error('no test ran'));
      else resolve();
    });
  });
}
