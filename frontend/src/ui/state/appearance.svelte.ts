/** Language, theme and the habits of this tablet. None of it is secret; it is kept in localStorage, where
 * public/appearance.js reads it before the first paint. */
import { LANGUAGES, type Language } from '../../domain/json';
import { setLanguage } from '../../i18n/messages.svelte';

export type Theme = 'system' | 'light' | 'dark';
export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
/** Minutes without a touch until the app locks itself. */
export const LOCK_MINUTES = [1, 3, 5, 10] as const;

interface Kept {
  readonly language: Language;
  readonly theme: Theme;
  readonly lockMinutes: number;
  readonly photosOnWifiOnly: boolean;
}

const WHERE = 'appearance';
const FIRST: Kept = { language: guessedLanguage(), theme: 'system', lockMinutes: 3, photosOnWifiOnly: true };

let kept = $state.raw<Kept>({ ...FIRST, ...readKept() });

export const appearance = {
  get language(): Language {
    return kept.language;
  },
  get theme(): Theme {
    return kept.theme;
  },
  get lockMinutes(): number {
    return kept.lockMinutes;
  },
  get photosOnWifiOnly(): boolean {
    return kept.photosOnWifiOnly;
  },
};

/** Every sentence on the screen changes at once; resolves when they have. */
export async function chooseLanguage(language: Language): Promise<void> {
  await setLanguage(language);
  keep({ language });
}

export function chooseTheme(theme: Theme): void {
  keep({ theme });
  showTheme();
}

export function chooseLockMinutes(lockMinutes: number): void {
  keep({ lockMinutes });
}

export function choosePhotosOnWifiOnly(photosOnWifiOnly: boolean): void {
  keep({ photosOnWifiOnly });
}

/** Follows the system from now on where that was chosen; gives the way to stop. */
export function followTheme(): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  showTheme();
  system.addEventListener('change', showTheme);
  return () => system.removeEventListener('change', showTheme);
}

function showTheme(): void {
  const isDark =
    kept.theme === 'dark' || (kept.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  if (isDark) document.documentElement.dataset.theme = 'dark';
  else delete document.documentElement.dataset.theme;
}

function keep(changed: Partial<Kept>): void {
  kept = { ...kept, ...changed };
  try {
    localStorage.setItem(WHERE, JSON.stringify(kept));
  } catch {
    // A full or forbidden localStorage only means that it is asked again at the next start.
  }
}

function readKept(): Partial<Kept> {
  try {
    const read = JSON.parse(localStorage.getItem(WHERE) ?? '{}') as Partial<Record<keyof Kept, unknown>>;
    return {
      ...(isOneOf(LANGUAGES, read.language) && { language: read.language }),
      ...(isOneOf(THEMES, read.theme) && { theme: read.theme }),
      ...(isOneOf(LOCK_MINUTES, read.lockMinutes) && { lockMinutes: read.lockMinutes }),
      ...(typeof read.photosOnWifiOnly === 'boolean' && { photosOnWifiOnly: read.photosOnWifiOnly }),
    };
  } catch {
    return {};
  }
}

function isOneOf<T>(all: readonly T[], value: unknown): value is T {
  return (all as readonly unknown[]).includes(value);
}

function guessedLanguage(): Language {
  const wanted = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  for (const one of wanted) {
    const short = one.slice(0, 2).toLowerCase();
    if (isOneOf(LANGUAGES, short)) return short;
  }
  return 'kk';
}
