import { isRecord, isValid, SETTINGS } from './settings.ts';

/**
 * What is wrong with settings that read well as JSON: names that no setting has, and values that it
 * cannot have, in words. `readSettings` passes over them; whoever shows them spares a person a search.
 */
export function settingMistakes(raw: Readonly<Record<string, unknown>>): string[] {
  return mistakesIn(raw, '');
}

function mistakesIn(raw: Readonly<Record<string, unknown>>, prefix: string): string[] {
  return Object.entries(raw).flatMap(([name, value]) => {
    if (name === '$schema' && prefix === '') return [];
    const key = prefix + name;
    const setting = SETTINGS.find((each) => each.key === key);
    if (setting) {
      if (isValid(value, setting.schema)) return [];
      return [`${key} cannot be ${shortened(value)}`];
    }
    const isGroup = SETTINGS.some((each) => each.key.startsWith(`${key}.`));
    if (isGroup && isRecord(value)) return mistakesIn(value, `${key}.`);
    return [isGroup ? `${key} must hold settings between { and }` : `no setting is called ${key}`];
  });
}

function shortened(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
