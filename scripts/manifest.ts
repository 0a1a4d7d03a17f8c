import { keyBindings } from '../client/src/annotating/keys.ts';
import { viewKeyBindings } from '../client/src/views/viewKeys.ts';
import { TOKEN_TYPES } from '../server/src/language/legend.ts';
import {
  EDITOR_SETTINGS,
  SETTINGS,
  type SettingDescription,
} from '../server/src/settings/settings.ts';

type Json = Readonly<Record<string, unknown>>;

/** The extension's manifest and its display strings: package.json and package.nls.json. */
export interface Manifest {
  readonly manifest: Json & { readonly contributes: Json };
  readonly strings: Readonly<Record<string, string>>;
}

const SETTING = 'setting.';
const TOKEN = 'token.';

/**
 * A manifest with the parts that have their origin in the sources: the settings, how semantic
 * tokens look, and the keys. What else stands in it stays as and where it is.
 */
export function withGeneratedParts(
  manifest: Manifest['manifest'],
  strings: Manifest['strings'],
): Manifest {
  const contributes = {
    ...manifest.contributes,
    configuration: configuration(),
    semanticTokenTypes: semanticTokenTypes(),
    semanticTokenScopes: semanticTokenScopes(),
    keybindings: [...keyBindings(), ...viewKeyBindings()],
  };
  const own = Object.entries(strings).filter(
    ([name]) => !name.startsWith(SETTING) && !name.startsWith(TOKEN),
  );
  return {
    manifest: { ...manifest, contributes },
    strings: { ...Object.fromEntries(own), ...settingStrings(), ...tokenStrings() },
  };
}

function configuration(): Json {
  const property =
    (scope: string) =>
    ({ key, schema }: SettingDescription) =>
      [`galley.${key}`, { ...schema, markdownDescription: `%${SETTING}${key}%`, scope }] as const;
  const properties = [
    ...SETTINGS.map(property('resource')),
    ...EDITOR_SETTINGS.map(property('window')),
  ].map(([name, schema], order) => [name, { ...schema, order }]);
  return { title: 'Galley', properties: Object.fromEntries(properties) };
}

function settingStrings(): Manifest['strings'] {
  return Object.fromEntries(
    [...SETTINGS, ...EDITOR_SETTINGS].map(({ key, description }) => [
      `${SETTING}${key}`,
      description,
    ]),
  );
}

function semanticTokenTypes(): Json[] {
  return TOKEN_TYPES.map(({ type, superType }) => ({
    id: type,
    superType,
    description: `%${TOKEN}${type}%`,
  }));
}

function tokenStrings(): Manifest['strings'] {
  return Object.fromEntries(
    TOKEN_TYPES.map(({ type, description }) => [`${TOKEN}${type}`, description]),
  );
}

function semanticTokenScopes(): Json[] {
  const scopes = Object.fromEntries(TOKEN_TYPES.map(({ type, scopes }) => [type, scopes]));
  return [{ language: 'source-text', scopes }];
}
