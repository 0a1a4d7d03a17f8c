/** What the server needs of people's annotations, bundled apart from its start. */
export { deserialize } from './annotations/jsonldReader.ts';
export { Page } from './annotations/page.ts';
export { pathOf } from './annotations/store.ts';
