import type { LineKinds, LinesArguments } from '../annotationProtocol.ts';
import type { OpenSource } from './session.ts';

/** What the lines of a source are, for who is about to decide it. */
export function lineKindsOf(
  { source, version }: OpenSource,
  { line, endLine = line }: Pick<LinesArguments, 'line' | 'endLine'>,
): LineKinds {
  const lines = source.kinds.slice(Math.max(0, line), Math.max(0, endLine + 1));
  return {
    version,
    lines: lines.map((kind, index) => {
      const at = Math.max(0, line) + index;
      return (
        kind && {
          kind,
          confidence: source.confidence[at] ?? 0,
          labelled: source.labels.has(at),
        }
      );
    }),
  };
}
