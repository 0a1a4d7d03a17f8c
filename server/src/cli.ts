#!/usr/bin/env node
import { isMainThread } from 'node:worker_threads';
import { serveThread } from './cli/jobs.ts';
import { main } from './cli/main.ts';

// The command line is its own worker: one bundle for the main thread and for those that read files.
if (isMainThread) void main(process.argv.slice(2));
else serveThread();
