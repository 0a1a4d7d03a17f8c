import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { configSchema } from '../../scripts/schema.ts';
import { PROJECT_SETTINGS } from '../../server/src/settings/settings.ts';

interface Schema {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

describe('the schema of .galley/config.json', () => {
  const schema: Schema = JSON.parse(readFileSync('schemas/config.schema.json', 'utf8'));

  it('is what the settings say (else: node scripts/schema.mjs)', () => {
    assert.deepEqual(schema, JSON.parse(JSON.stringify(configSchema())));
  });

  it('knows every setting by its nested name and by its dotted one', () => {
    for (const { key, schema: own } of PROJECT_SETTINGS) {
      const nested = key
        .split('.')
        .reduce<Schema | undefined>((outer, name) => outer?.properties?.[name], schema);
      assert.deepEqual(nested?.default, own.default, key);
      assert.deepEqual(schema.properties?.[key]?.default, own.default, key);
    }
  });
});
