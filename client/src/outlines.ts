import { type BaseLanguageClient, DocumentSymbolRequest } from 'vscode-languageclient';
import type { DocumentFilter } from './selector.ts';

/**
 * Has VS Code ask for the outlines of sources again. It keeps them, for the Outline view, the
 * breadcrumbs and sticky scroll, until a text or the providers change; so the provider goes and comes
 * back. In this order: two at once would both be asked.
 */
export function renewOutlines(
  client: BaseLanguageClient,
  documentSelector: DocumentFilter[],
): void {
  // One that ends has taken its provider back for good.
  if (!client.isRunning()) return;
  const feature = client.getFeature(DocumentSymbolRequest.method);
  feature.clear();
  feature.register({ id: 'galley-outlines', registerOptions: { documentSelector } });
}
