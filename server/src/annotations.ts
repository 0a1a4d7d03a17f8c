/** What the server needs of people's annotations, bundled apart from its start. */
export { AnnotationError } from './annotations/checked.ts';
export { Page } from './annotations/page.ts';
export { AnnotationStore, pathOf } from './annotations/store.ts';
