/** Sentences in three languages. Keys are `<page>.<key>` of messages/en; a wrong key does not compile. */
import type { Language, Text } from '../domain/json';
import type en from './messages/en';

type Catalogue = typeof en;
type Plural = Partial<Record<Intl.LDMLPluralRule, string>>;
type Entry = string | Plural;
type KeysOf<P extends keyof Catalogue> = `${P}.${Extract<keyof Catalogue[P], string>}`;
export type Key = { [P in keyof Catalogue]: KeysOf<P> }[keyof Catalogue];
export type Vars = Readonly<Record<string, string | number>>;

type Pages = Readonly<Record<string, unknown>>;
type Part = 'first' | 'rest';

/** The first screens stand before the words of all others are read. */
const LOADERS: Record<Language, Record<Part, () => Promise<{ default: Pages }>>> = {
  en: { first: () => import('./messages/en/first'), rest: () => import('./messages/en/rest') },
  ru: { first: () => import('./messages/ru/first'), rest: () => import('./messages/ru/rest') },
  kk: { first: () => import('./messages/kk/first'), rest: () => import('./messages/kk/rest') },
};

let current = $state.raw<{
  language: Language;
  catalogue: Pages;
  isWhole: boolean;
  plural: Intl.PluralRules;
}>({
  language: 'kk',
  catalogue: {},
  isWhole: false,
  plural: new Intl.PluralRules('kk'),
});

export const language = (): Language => current.language;

export async function setLanguage(wanted: Language): Promise<void> {
  const [first, rest] = await Promise.all([LOADERS[wanted].first(), LOADERS[wanted].rest()]);
  speak(wanted, { ...first.default, ...rest.default }, true);
}

/** Enough for the first screens; the words of all others come with `restOfWords`. */
export async function firstWords(wanted: Language): Promise<void> {
  speak(wanted, (await LOADERS[wanted].first()).default, false);
}

/** Resolves when every word of the language of the screen is here. */
export async function restOfWords(): Promise<void> {
  if (!current.isWhole) await setLanguage(current.language);
}

function speak(wanted: Language, catalogue: Pages, isWhole: boolean): void {
  current = { language: wanted, catalogue, isWhole, plural: new Intl.PluralRules(wanted) };
  if (typeof document !== 'undefined') document.documentElement.lang = wanted;
}

/** The sentence, with `{name}` filled from `vars`; a plural takes its form from `vars.n`. */
export function t(key: Key, vars: Vars = {}): string {
  const entry = lookUp(key);
  const form = typeof entry === 'string' ? entry : pluralOf(entry, Number(vars.n));
  return form.replace(/\{(\w+)\}/g, (_, name: string) => String(vars[name] ?? ''));
}

/** For keys made of data (`terms.room_kind_cell`): the sentence, or what the caller gives instead. */
export function word(key: string, otherwise: string): string {
  const entry = lookUp(key);
  return typeof entry === 'string' ? entry : otherwise;
}

/** A text of the standards in the language of the screen, else in whichever it has. */
export function say(text: Text | null | undefined): string {
  if (!text) return '';
  return text[current.language] ?? text.ru ?? text.en ?? text.kk ?? '';
}

function lookUp(key: string): Entry | undefined {
  const cut = key.indexOf('.');
  const pages = current.catalogue as Record<string, Record<string, Entry> | undefined>;
  return pages[key.slice(0, cut)]?.[key.slice(cut + 1)];
}

function pluralOf(forms: Plural | undefined, n: number): string {
  if (forms === undefined) return '';
  return forms[current.plural.select(n)] ?? forms.other ?? '';
}
