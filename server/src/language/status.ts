import { isBoilerplate } from '../core/kinds.ts';
import type { Source } from '../core/source.ts';
import type { DocumentState, SourceState } from '../protocol.ts';
import type { Findings } from './findings.ts';
import type { View } from './session.ts';

/** What the client's status item tells of a document. */
export function stateOf(view: View): DocumentState {
  return view.type === 'source' ? sourceState(view.open.source, view.open.findings) : view.state;
}

function sourceState({ kinds, lines, sections, text }: Source, { blocks }: Findings): SourceState {
  let filled = 0;
  let boilerplate = 0;
  kinds.forEach((kind, line) => {
    if (!kind) return;
    filled++;
    if (isBoilerplate(kind)) boilerplate += lines.next(line) - lines.start(line);
  });
  const sure = blocks.filter((block) => block.sure).length;
  return {
    type: 'source',
    sections: sections.children.length,
    sure,
    suspected: blocks.length - sure,
    lines: filled,
    boilerplateShare: text.length === 0 ? 0 : boilerplate / text.length,
  };
}
