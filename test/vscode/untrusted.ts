// The suite for a folder that nobody has said to trust: what the test host calls.
import { runAll } from './bdd.ts';
import './restrictedMode.ts';
import './reading.ts';
import './keeping.ts';
import './projectFolder.ts';

export const run = runAll;
