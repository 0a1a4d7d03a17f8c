/** The ids of the extension's commands; the manifest gives them their titles. */
export const Command = {
  strip: 'galley.stripBoilerplate',
  stripKind: 'galley.stripBoilerplateOfKind',
  openClean: 'galley.openCleanView',
  compareClean: 'galley.compareWithCleanView',
  fold: 'galley.foldAllBoilerplate',
  keep: 'galley.keepLines',
  treatFolder: 'galley.treatFolderAsSources',
  releaseFolder: 'galley.stopTreatingFolderAsSources',
  showConfiguration: 'galley.showEffectiveConfiguration',
  openSample: 'galley.openSample',
  openWalkthrough: 'galley.openWalkthrough',
  showOutput: 'galley.showServerOutput',
  restart: 'galley.restartServer',
} as const;
