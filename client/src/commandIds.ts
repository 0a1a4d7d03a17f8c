/** The ids of the extension's commands; the manifest gives them their titles. */
export const Command = {
  strip: 'galley.stripBoilerplate',
  stripKind: 'galley.stripBoilerplateOfKind',
  openClean: 'galley.openCleanView',
  compareClean: 'galley.compareWithCleanView',
  fold: 'galley.foldAllBoilerplate',
  treatFolder: 'galley.treatFolderAsSources',
  releaseFolder: 'galley.stopTreatingFolderAsSources',
  showOutput: 'galley.showServerOutput',
  restart: 'galley.restartServer',
} as const;
