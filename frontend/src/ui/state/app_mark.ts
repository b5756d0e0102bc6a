/** What this build says of itself in every operation and on the settings page. */
import { version } from '../../../package.json';
import type { AppMark } from '../../db/environment';

/** Grows with every change of what the app records. */
const VERSION_OF_RECORDS = 1;

export const APP: AppMark = { ver: VERSION_OF_RECORDS, b: version, os: systemOf(navigator.userAgent) };

/** "Android 15", "iPad", "Linux x86_64": enough to understand a fault, too little to know a person. */
export function systemOf(agent: string): string {
  const named = /Android [\d.]+|iPad|iPhone|Windows NT [\d.]+|CrOS \S+|Macintosh|Linux \S+?(?=[;)])/.exec(
    agent,
  );
  return named?.[0] ?? 'unknown';
}
