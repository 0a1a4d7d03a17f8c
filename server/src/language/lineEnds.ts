const LONE_CR = /\r(?!\n)/u;

/**
 * Whether editors count the lines of a text alike. A CR alone ends a line in LSP, but is a character
 * like any other in Neovim, Emacs and Helix: there, an edit of the lines after it hits other lines.
 * VS Code makes line ends uniform and never sends one.
 */
export function areLinesCountedAlike(text: string): boolean {
  return !LONE_CR.test(text);
}
