// The suite for a folder that is on no disk: what the test host calls.
import { runAll } from './bdd.ts';
import './virtualFolder.ts';

export const run = runAll;
