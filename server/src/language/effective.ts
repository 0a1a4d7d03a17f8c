import type { ConfigurationResult, SettingOrigin } from '../protocol.ts';
import { PROJECT_SETTINGS, settingIn } from '../settings/settings.ts';
import type { Effective } from './configuration.ts';

/**
 * Each setting that holds for a document, with the place that says so. The annotator's name comes from the
 * person's own settings, whatever a project says.
 */
export function effectiveConfiguration(
  { settings, project, root, said }: Effective,
  annotator: string,
): ConfigurationResult {
  const origins = PROJECT_SETTINGS.map((setting): SettingOrigin => {
    const key = `galley.${setting.key}`;
    if (setting.key === 'keep') {
      const origin = settings.keep.length === 0 ? 'default' : project ? 'project' : 'client';
      return { key, value: settings.keep, origin };
    }
    const { value, isSet } = settingIn(root === undefined ? said : project?.said, setting);
    const place = root === undefined ? 'client' : 'project';
    return { key, value, origin: isSet ? place : 'default' };
  });
  origins.push({
    key: 'galley.annotator',
    value: annotator,
    origin: annotator === '' ? 'default' : 'client',
  });
  return { ...(project ? { project: project.file } : {}), settings: origins };
}
