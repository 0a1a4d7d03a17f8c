/** The ids of the extension's commands; the manifest gives them their titles. */
export const Command = {
  strip: 'galley.stripBoilerplate',
  stripKind: 'galley.stripBoilerplateOfKind',
  showOutput: 'galley.showServerOutput',
  restart: 'galley.restartServer',
} as const;
