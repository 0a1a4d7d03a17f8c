import type { ConfigurationResult, SettingOrigin } from '../protocol.ts';
import { PERSONAL_SETTINGS, PROJECT_SETTINGS, settingIn } from '../settings/settings.ts';
import type { Effective } from './configuration.ts';

/**
 * Each setting that holds for a document, with the place that says so.
 * @param personal what the person's own settings say, which hold where no project has a say
 */
export function effectiveConfiguration(
  { settings, project, root, said }: Effective,
  personal: unknown,
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
  for (const setting of PERSONAL_SETTINGS) {
    const { value, isSet } = settingIn(personal, setting);
    origins.push({ key: `galley.${setting.key}`, value, origin: isSet ? 'client' : 'default' });
  }
  return { ...(project ? { project: project.file } : {}), settings: origins };
}
