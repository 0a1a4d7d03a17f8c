// The suite for a window without a folder: what the test host calls.
import { runAll } from './bdd.ts';
import './singleFile.ts';

export const run = runAll;
