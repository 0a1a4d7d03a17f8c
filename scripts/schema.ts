import { PROJECT_SETTINGS } from '../server/src/settings/settings.ts';

type Json = Readonly<Record<string, unknown>>;

/** The JSON schema of `.galley/config.json`: its members nested, or under dotted names. */
export function configSchema(): Json {
  const dotted = Object.fromEntries(
    PROJECT_SETTINGS.filter(({ key }) => key.includes('.')).map(({ key, schema, description }) => [
      key,
      described(schema, description),
    ]),
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Galley',
    description: 'What Galley does in a project: in the editor and on the command line.',
    type: 'object',
    allowComments: false,
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, ...nested(), ...dotted },
  };
}

function nested(): Json {
  const properties: Record<string, Json> = {};
  for (const { key, schema, description } of PROJECT_SETTINGS) {
    const [name = '', inner] = key.split('.');
    const own = described(schema, description);
    if (inner === undefined) properties[name] = own;
    else properties[name] = withMember(properties[name], inner, own);
  }
  return properties;
}

function withMember(group: Json | undefined, name: string, schema: Json): Json {
  const { properties } = group ?? {};
  const before = typeof properties === 'object' ? properties : {};
  return { type: 'object', additionalProperties: false, properties: { ...before, [name]: schema } };
}

function described(schema: Json, markdownDescription: string): Json {
  return {
    ...schema,
    description: markdownDescription.replaceAll(/[`*]/g, ''),
    markdownDescription,
  };
}
