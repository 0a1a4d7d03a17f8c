import type { CommandSpec, OptionSpec } from './arguments.ts';

/** Columns of a terminal of the usual width. */
const WIDTH = 92;
const LEFT = 28;

/** The help of one command. */
export function helpOf({ usage, summary, options, details }: CommandSpec): string {
  const parts = [`Usage: ${usage}`, wrapped(summary, 0)];
  const listed = [...options, { name: 'help', help: 'Show this help.' }];
  parts.push(['Options:', ...listed.map(optionHelp)].join('\n'));
  parts.push(...details.map((paragraph) => wrapped(paragraph, 0)));
  return `${parts.join('\n\n')}\n`;
}

/** The help of the whole program. */
export function overview(commands: readonly CommandSpec[]): string {
  const rows = commands.map(({ name, summary }) => row(`  ${name}`, summary, 12));
  return `${[
    'Usage: galley COMMAND [OPTION…] [PATH…]',
    wrapped(
      'Labels each line of scraped web text with the kind of section that it belongs to, and strips what the page put there without losing what a person wrote.',
      0,
    ),
    ['Commands:', ...rows].join('\n'),
    [
      'Options:',
      row('  --version [--json]', 'Show the version and the hash of the model.', LEFT),
      row('  --help', 'Show this help; galley COMMAND --help shows that of a command.', LEFT),
    ].join('\n'),
    wrapped(
      'A PATH is a file, or a folder that stands for the .txt files in it; - is standard input. Text is UTF-8. The nearest .galley/config.json holds the settings of a project; options win over it.',
      0,
    ),
    'Exit: 0 done (check: nothing found), 1 found something (filter --strict: a bad record), 2 failed.',
  ].join('\n\n')}\n`;
}

function optionHelp({ name, value, choices, help }: OptionSpec): string {
  const shown = choices ? choices.join('|') : value;
  return row(`  --${name}${shown ? ` ${shown}` : ''}`, help, LEFT);
}

/** A term and its text beside it; below it where the term is too long. */
function row(term: string, text: string, left: number): string {
  const block = wrapped(text, left);
  if (term.length + 2 > left) return `${term}\n${block}`;
  return term.padEnd(left) + block.slice(left);
}

function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  lines.push(line);
  return lines.map((each) => ' '.repeat(indent) + each).join('\n');
}
