/** Dates and numbers in the language of the screen. Chromium has no Kazakh in its ICU: dates in Kazakh
 * are made here, and numbers are written as in Russian. */
import { language } from './messages.svelte';

const KK_MONTHS = [
  'қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым',
  'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан',
]; // biome-ignore format: two lines read better than twelve

const locale = (): string => (language() === 'en' ? 'en-GB' : 'ru-RU');

/** "14 November 2026". */
export function longDay(day: Date): string {
  if (language() === 'kk') return `${day.getFullYear()} ж. ${day.getDate()} ${KK_MONTHS[day.getMonth()]}`;
  const said = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long', year: 'numeric' }).format(
    day,
  );
  return said.replace(/ г\.$/, '\u00a0г.');
}

/** "14.11.2026, 09:14" (in English 14/11/2026, 09:14). */
export function shortMoment(at: Date): string {
  return new Intl.DateTimeFormat(locale(), {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

export function clockTime(at: Date): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** A day of the wire ("2026-11-14") as people write it. */
export function longDayOf(day: string): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return longDay(new Date(year, month - 1, date));
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Formats are costly to make and are asked for at every key. */
export function wholeNumber(value: number): string {
  let format = numberFormats.get(locale());
  if (format === undefined) {
    format = new Intl.NumberFormat(locale());
    numberFormats.set(locale(), format);
  }
  return format.format(value);
}

/** Decimal text ("7.85") with the comma or point of the language; nothing is rounded. */
export function decimal(text: string): string {
  return language() === 'en' ? text : text.replace('.', ',');
}

/** What was typed, as decimal text with a point and without needless zeros; null if it is no number. */
export function fromTyped(typed: string): string | null {
  const plain = typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (!/^-?(\d{1,9})(\.\d{0,6})?$/.test(plain) && !/^\.\d{1,6}$/.test(plain)) return null;
  const [whole = '0', part = ''] = plain.replace('-', '').split('.');
  const fraction = part.replace(/0+$/, '');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const isZero = /^0*$/.test(digits) && fraction === '';
  return `${plain.startsWith('-') && !isZero ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}`;
}

export function fileSize(bytes: number): string {
  const [kilo, mega, giga] = language() === 'en' ? ['kB', 'MB', 'GB'] : ['КБ', 'МБ', 'ГБ'];
  if (bytes < 1_000_000) return `${wholeNumber(Math.max(1, Math.round(bytes / 1000)))} ${kilo}`;
  if (bytes < 1_000_000_000) return `${decimal((bytes / 1_000_000).toFixed(1))} ${mega}`;
  return `${decimal((bytes / 1_000_000_000).toFixed(1))} ${giga}`;
}
