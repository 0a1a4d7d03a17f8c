/** What an IRI's path cannot hold as it is; a colon neither, for what is before it would be a scheme. */
const RESERVED = /[\s\p{Cc}"%:<>?#[\\\]^`{|}]/gu;

/** A source's path, relative to the folder that holds `.galley`, as a relative IRI. */
export function iriOf(path: string): string {
  return path.replace(RESERVED, encodeURIComponent);
}

/** The path that an IRI of {@link iriOf} stands for; what was never encoded stays as it is. */
export function pathOf(iri: string): string {
  try {
    return decodeURIComponent(iri);
  } catch {
    return iri;
  }
}
