/** What key bindings of a view say instead of a row: those that are selected in it. */
export const SELECTED = 'selected';
