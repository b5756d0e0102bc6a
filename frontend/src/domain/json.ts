/** A JSON value. Measures and scores are never binary floats: decimals are text, counts are whole. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

/** A text in several languages; at least one is there. */
export type Text = Readonly<Partial<Record<Language, string>>>;

export type Language = 'kk' | 'ru' | 'en';

export const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en'];
