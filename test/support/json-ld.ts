import assert from 'node:assert/strict';
import jsonld, { type ContextDefinition, type NodeObject } from 'jsonld';
import type { RemoteDocument } from 'jsonld/jsonld-spec';

const URL_OF_CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

const iri = (id: string) => ({ '@id': id, '@type': '@id' }) as const;
const typed = (id: string, type: string) => ({ '@id': id, '@type': `xsd:${type}` });

/**
 * The meaning of the terms of https://www.w3.org/ns/anno.jsonld that a page of ours may use; those that
 * are missing here are unknown to it. No package brings the context itself.
 */
const CONTEXT: ContextDefinition = {
  oa: 'http://www.w3.org/ns/oa#',
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  as: 'http://www.w3.org/ns/activitystreams#',
  id: '@id',
  type: '@type',
  Annotation: 'oa:Annotation',
  AnnotationPage: 'as:OrderedCollectionPage',
  Person: 'foaf:Person',
  TextPositionSelector: 'oa:TextPositionSelector',
  TextQuoteSelector: 'oa:TextQuoteSelector',
  TextualBody: 'oa:TextualBody',
  classifying: 'oa:classifying',
  commenting: 'oa:commenting',
  replying: 'oa:replying',
  body: iri('oa:hasBody'),
  creator: iri('dcterms:creator'),
  items: { ...iri('as:items'), '@container': '@list' },
  motivation: { '@id': 'oa:motivatedBy', '@type': '@vocab' },
  purpose: { '@id': 'oa:hasPurpose', '@type': '@vocab' },
  selector: iri('oa:hasSelector'),
  source: iri('oa:hasSource'),
  target: iri('oa:hasTarget'),
  created: typed('dcterms:created', 'dateTime'),
  modified: typed('dcterms:modified', 'dateTime'),
  start: typed('oa:start', 'nonNegativeInteger'),
  end: typed('oa:end', 'nonNegativeInteger'),
  exact: 'oa:exact',
  prefix: 'oa:prefix',
  suffix: 'oa:suffix',
  format: 'dc:format',
  name: 'foaf:name',
  value: 'rdf:value',
};

async function documentLoader(url: string): Promise<RemoteDocument> {
  assert.equal(url, URL_OF_CONTEXT);
  return { documentUrl: url, document: { '@context': CONTEXT } };
}

/**
 * A JSON-LD file as a processor understands it and writes it again. In safe mode it refuses what it
 * would drop: members without a meaning, ids that are no IRIs.
 * @param base URL of the file
 */
export async function understood(file: string, base: string): Promise<unknown> {
  const page = JSON.parse(file) as NodeObject;
  const options = { base, documentLoader, safe: true };
  const expanded = await jsonld.expand(page, options);
  return jsonld.compact(expanded as NodeObject[], page['@context'] as ContextDefinition, options);
}
