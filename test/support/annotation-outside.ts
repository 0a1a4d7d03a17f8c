import type { Chance } from './annotation-chance.ts';
import type { MarkedText } from './marked-text.ts';

/** Changes a text as another program does, once; `copied` are the lines that have to stay, for there are copies. */
export function changeOutside(
  text: MarkedText,
  chance: Chance,
  log: string[],
  copied: Set<number>,
): void {
  const lines = text.lines();
  const line = lines[chance.below(lines.length)];
  if (!line) return;
  const { start, end, next } = line;
  const [home = 0] = text.homesIn(start, end);
  const block =
    lines[Math.min(lines.length - 1, lines.indexOf(line) + chance.below(4))]?.next ?? next;
  switch (chance.below(5)) {
    case 0:
      if (!copied.has(home)) text.splice(start, next, []);
      log.push(`  outside: [${start}, ${next}) goes`);
      return;
    case 1:
      log.push(`  outside: a new line at ${start}`);
      text.splice(start, start, chance.newUnits());
      return;
    case 2: {
      const at = start + chance.below(end - start + 1);
      log.push(`  outside: typed at ${at}`);
      text.splice(at, at, text.typed('!'));
      return;
    }
    case 3: {
      const moved = text.cut(start, block);
      text.splice(start, block, []);
      const to = chance.lineStart();
      log.push(`  outside: [${start}, ${block}) moves to ${to}`);
      text.splice(to, to, moved);
      return;
    }
    default: {
      const words = text
        .cut(start, end)
        .map(({ unit }) => unit)
        .join('');
      copied.add(home);
      const to = chance.lineStart();
      log.push(`  outside: a copy of [${start}, ${end}) at ${to}`);
      text.splice(to, to, text.newLine(words, '\n'));
    }
  }
}
