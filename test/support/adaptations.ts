import { KINDS } from '../../server/src/core/kinds.ts';
import { Lines } from '../../server/src/core/lines.ts';
import type { Adaptation } from '../../server/src/core/model/adaptation.ts';
import type { Model } from '../../server/src/core/model/model.ts';

/**
 * An adaptation that nobody learned: strong corrections of whatever the lines of some texts have, by a fixed seed.
 * What holds with it holds with any.
 */
export function wildAdaptation(model: Model, texts: readonly string[]): Adaptation {
  const random = randomNumbers(20_260_101);
  const seen = texts.map((text) => model.observe(Lines.of(text)));
  const hashes = new Set(seen.flatMap(({ features }) => features.flatMap((list) => [...list])));
  const features = Uint32Array.from(hashes)
    .sort()
    .filter(() => random() > 0.5)
    .slice(0, 4000);
  const kinds = KINDS.length;
  const size = seen[0]?.size ?? 0;
  return {
    base: model.hash,
    out: Float32Array.from({ length: size * kinds }, () => random() - 0.5),
    bias: Float32Array.from({ length: kinds }, () => random() - 0.5),
    features,
    rows: Int8Array.from({ length: features.length * kinds }, () => random() * 255 - 127),
    scales: Float32Array.from(features, () => random() / 40),
    safeThreshold: 0,
  };
}

/** Numbers from 0 to 1, always the same. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
