import { describe, expect, it } from 'vitest';
import en from './messages/en';
import kk from './messages/kk';
import ru from './messages/ru';

type Entry = string | Readonly<Record<string, string>>;
type Pages = Readonly<Record<string, Readonly<Record<string, Entry>>>>;
const LANGUAGES: Readonly<Record<string, Pages>> = { en, ru, kk };

function entries(pages: Pages): [string, Entry][] {
  return Object.entries(pages).flatMap(([page, keys]) =>
    Object.entries(keys).map(([key, entry]): [string, Entry] => [`${page}.${key}`, entry]),
  );
}

function gaps(entry: Entry): string {
  const forms = typeof entry === 'string' ? [entry] : Object.values(entry);
  const names = forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  // A language may need a word with a capital where another does not: {kind} and {Kind} are one gap.
  return [...new Set(names.map((name) => name?.toLowerCase()))].sort().join(' ');
}

describe('the messages', () => {
  const english = new Map(entries(en));

  it.each(['ru', 'kk'])('say everything in %s that they say in English', (language) => {
    const keys = entries(LANGUAGES[language] ?? {}).map(([key]) => key);
    expect(keys.sort()).toEqual([...english.keys()].sort());
  });

  it.each(['ru', 'kk'])('fill the same gaps in %s', (language) => {
    for (const [key, entry] of entries(LANGUAGES[language] ?? {})) {
      expect(`${key}: ${gaps(entry)}`).toBe(`${key}: ${gaps(english.get(key) ?? '')}`);
    }
  });

  it.each(['en', 'ru', 'kk'])('have every plural form that %s needs, or one for all', (language) => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, entry] of entries(LANGUAGES[language] ?? {})) {
      if (typeof entry !== 'string' && Object.keys(entry).length > 1)
        expect(
          wanted.filter((form) => !(form in entry)),
          key,
        ).toEqual([]);
    }
  });

  it.each(['en', 'ru', 'kk'])('leave nothing empty in %s', (language) => {
    const forms = entries(LANGUAGES[language] ?? {}).flatMap(([key, entry]) =>
      (typeof entry === 'string' ? [entry] : Object.values(entry)).map((form) => [key, form.trim()]),
    );
    expect(forms.filter(([, form]) => form === '')).toEqual([]);
  });
});
