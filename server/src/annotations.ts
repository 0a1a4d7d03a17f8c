/** What the server needs of people's annotations, bundled apart from its start. */
export { agreementOf, compare } from './annotations/agreement.ts';
export { digestOf } from './annotations/digest.ts';
export { deserialize } from './annotations/jsonldReader.ts';
export { Page } from './annotations/page.ts';
export { doubtsOf, keyOf, ReviewQueue } from './annotations/queue.ts';
export { AnnotationStore, pathOf, sourceOf } from './annotations/store.ts';
