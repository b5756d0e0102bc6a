/** Values of answers as they stand in JSON, and back; twin of domain/answer_values.py. The pack's input
 * says which kind it is. */
import { isDay } from './days';
import { exactText, Fraction } from './exact';
import { Rectangle, type Rectangles, type Value } from './facts';
import type { Json } from './json';
import type { Input } from './standards';
import type { InputKind } from './terms';

const NUMBER = /^-?[0-9]{1,30}(\.[0-9]{1,30}|\/(?!0+$)[0-9]{1,30})?$/;
const FLOAT = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/;
/** A binary number gives back every decimal of so many digits, and none of more for sure. */
const MOST_FLOAT_DIGITS = 15;
const MOST_EXPONENT = 30;

/** `code` is a code of the problem catalogue, `given` what stood there. */
export class NotAValue extends Error {
  override readonly name = 'NotAValue';
  readonly given: string;

  constructor(
    readonly code: string,
    given: unknown,
  ) {
    const text = shortened(given);
    super(`${code}: ${text}`);
    this.given = text;
  }
}

/** What stood there, short enough to stand in a sentence. */
export function shortened(given: unknown): string {
  const text = typeof given === 'string' ? given : (JSON.stringify(given) ?? String(given));
  const letters = [...text];
  return letters.length <= 60 ? text : `${letters.slice(0, 60).join('')}…`;
}

/** The value that an answer to `asked` has. Throws NotAValue where the kind does not fit.
 *
 * Numbers are JSON numbers or text ("3.10"; "28/9" where a decimal would not end), lengths and widths
 * are in metres, days are ISO 8601, yes_no is true or false, a choice is its option's id. */
export function valueFromJson(raw: Json, asked: Pick<Input, 'kind'>): Value {
  return READERS[asked.kind](raw);
}

/** Inverse of `valueFromJson`: numbers as exact text. */
export function valueToJson(value: Value | null): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value instanceof Fraction) return exactText(value);
  return value.map((part) => [exactText(part.lengthM), exactText(part.widthM)]);
}

/** Throws RangeError for anything but YYYY-MM-DD. */
export function dayFromText(text: unknown): string {
  if (!isDay(text)) throw new RangeError('not a day');
  return text;
}

/** A JSON number or its text, exactly. Throws NotAValue `facts.not_a_number`. */
export function exactFromJson(raw: Json): Fraction {
  if (typeof raw === 'string' && NUMBER.test(raw)) return Fraction.fromText(raw);
  const exact = typeof raw === 'number' ? exactFromNumber(raw) : null;
  if (exact === null) throw new NotAValue('facts.not_a_number', raw);
  return exact;
}

/** The decimal that was written, where it can be known for sure from what was read. */
function exactFromNumber(raw: number): Fraction | null {
  if (Number.isSafeInteger(raw)) return Fraction.of(raw);
  if (significantDigits(raw) > MOST_FLOAT_DIGITS) return null;
  const text = withoutExponent(String(raw));
  return text !== null && NUMBER.test(text) ? Fraction.fromText(text) : null;
}

function significantDigits(raw: number): number {
  return raw.toExponential().replace(/e.*$/, '').replace(/[-.]/g, '').length;
}

/** '1.5e-7' is '0.00000015'; null for Infinity, NaN and exponents that no measure has. */
function withoutExponent(text: string): string | null {
  const match = FLOAT.exec(text);
  if (match === null) return text;
  const [, sign = '', first = '', decimals = '', written = ''] = match;
  const exponent = Number(written);
  if (Math.abs(exponent) > MOST_EXPONENT) return null;
  const digits = first + decimals;
  if (exponent >= 0) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
}

function yesNo(raw: Json): boolean {
  if (typeof raw !== 'boolean') throw new NotAValue('facts.not_yes_or_no', raw);
  return raw;
}

function choice(raw: Json): string {
  if (typeof raw !== 'string') throw new NotAValue('facts.not_text', raw);
  return raw;
}

function date(raw: Json): string {
  if (!isDay(raw)) throw new NotAValue('facts.not_a_day', raw);
  return raw;
}

function rectangles(raw: Json): Rectangles {
  if (!Array.isArray(raw)) throw new NotAValue('facts.not_rectangles', raw);
  return (raw as readonly Json[]).map(rectangle);
}

function rectangle(pair: Json): Rectangle {
  const [length, width, ...more] = Array.isArray(pair) ? (pair as readonly Json[]) : [];
  if (length === undefined || width === undefined || more.length > 0) {
    throw new NotAValue('facts.not_rectangles', pair);
  }
  return new Rectangle(exactFromJson(length), exactFromJson(width));
}

const READERS: Readonly<Record<InputKind, (raw: Json) => Value>> = {
  number: exactFromJson,
  count: exactFromJson,
  yes_no: yesNo,
  choice,
  date,
  rectangles,
};
