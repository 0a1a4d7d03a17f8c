// The suite for an open folder: what the test host calls.
import { runAll } from './bdd.ts';
import './files.ts';
import './reading.ts';
import './looking.ts';
import './fixing.ts';
import './stripping.ts';
import './onSave.ts';
import './cleanView.ts';
import './folding.ts';
import './sourceFolders.ts';
import './status.ts';
import './configuration.ts';
import './keeping.ts';
import './labelling.ts';
import './noting.ts';
import './projectFolder.ts';
import './firstUse.ts';
import './complaints.ts';
import './settings.ts';
import './reviewViews.ts';
import './training.ts';
import './server.ts';

export const run = runAll;
