/** Figures and rules of an assessment in the words of the screen. */
import { Fraction, shown } from '../../../domain/exact';
import { decimal } from '../../../i18n/formats';
import { t, word } from '../../../i18n/messages.svelte';

/** "72,4" from exact text; a dash where there is none. Never rounded across a rating's edge. */
export function pointsWords(exact: string | null): string {
  if (exact === null) return '–';
  const edges = [80, 60, 40].map((edge) => Fraction.of(edge));
  return decimal(shown(Fraction.fromText(exact), 1, edges));
}

/** "87 %" from a share as exact text. */
export function shareWords(exact: string | null): string {
  if (exact === null) return '–';
  const percent = Fraction.fromText(exact).mul(Fraction.of(100));
  return `${decimal(
    shown(
      percent,
      0,
      [70, 90, 100].map((edge) => Fraction.of(edge)),
    ),
  )}\u202f%`;
}

/** 0 to 1 for drawing alone. */
export function drawnShare(exact: string | null, whole = 1): number {
  if (exact === null) return 0;
  const [numerator = '0', denominator = '1'] = exact.split('/');
  return Math.max(0, Math.min(1, Number(numerator) / Number(denominator) / whole));
}

/** A band as written in the pack (">=3.4 and <4") as people write it. */
export function bandWords(text: string): string {
  return decimalsIn(text)
    .replace(/>=\s*/g, '≥ ')
    .replace(/<=\s*/g, '≤ ')
    .replace(/([<>])\s*(?=[\d-])/g, '$1 ')
    .replace(/\.\./g, '–')
    .replace(/ and /g, ` ${t('score.and')} `)
    .replace(/ or /g, ` ${t('score.or')} `);
}

/** A measured value with its unit; several measures have units with their own sentence. */
export function measuredWords(value: string | null, unit: string | null): string {
  if (value === null) return '–';
  const number = /^-?\d+(\.\d+)?(\/\d+)?$/.test(value) ? decimal(shown(Fraction.fromText(value))) : value;
  if (unit === null) return number;
  const sentence = word(`terms.unit.${unit}`, '');
  return sentence ? sentence.replace('{value}', number) : `${number} ${unit}`;
}

export function levelWords(level: number | null): string {
  return level === null ? '–' : word(`terms.level.${level}`, String(level));
}

function decimalsIn(text: string): string {
  return text.replace(/\d+\.\d+/g, (number) => decimal(number));
}
