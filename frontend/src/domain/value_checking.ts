/** Does a value suit its input? What is wrong is refused; what is merely unlikely is not. Twin of
 * domain/value_checking.py. */
import { type Day, isDay } from './days';
import { exactText, Fraction } from './exact';
import { Rectangle, type Value } from './facts';
import type { Input } from './standards';
import type { InputKind } from './terms';

export const UNITS_BELOW_ZERO: ReadonlySet<string> = new Set(['celsius']);

/** A code of the problem catalogue and what its sentence needs beside the place. */
export interface Unsuitable {
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Why `value` cannot be an answer to `asked` on a visit of that day; null if it can.
 *
 * Numbers below zero are refused except temperatures and inputs whose plausible range begins below
 * zero; a date may not lie after the visit. */
export function unsuitable(asked: Input, value: Value, visitedOn: Day): Unsuitable | null {
  return CHECKS[asked.kind](asked, value, visitedOn);
}

export function mayBeNegative(asked: Pick<Input, 'unit' | 'plausible'>): boolean {
  if (asked.unit !== null && UNITS_BELOW_ZERO.has(asked.unit)) return true;
  return asked.plausible !== null && asked.plausible[0].sign < 0;
}

function number(asked: Input, value: Value): Unsuitable | null {
  if (!(value instanceof Fraction)) return refusal('facts.not_a_number', value);
  return value.sign < 0 && !mayBeNegative(asked) ? refusal('facts.negative', value) : null;
}

function count(_asked: Input, value: Value): Unsuitable | null {
  if (!(value instanceof Fraction)) return refusal('facts.not_a_number', value);
  if (!value.isWhole) return refusal('facts.not_a_count', value);
  return value.sign < 0 ? refusal('facts.negative', value) : null;
}

function yesNo(_asked: Input, value: Value): Unsuitable | null {
  return typeof value === 'boolean' ? null : refusal('facts.not_yes_or_no', value);
}

function choice(asked: Input, value: Value): Unsuitable | null {
  const known = asked.options.map((option) => option.id);
  if (typeof value === 'string' && known.includes(value)) return null;
  return refusal('facts.not_an_option', value, { choices: known.join(', ') });
}

function date(_asked: Input, value: Value, visitedOn: Day): Unsuitable | null {
  if (!isDay(value)) return refusal('facts.not_a_day', value);
  return value > visitedOn ? refusal('facts.in_the_future', value, { visited_on: visitedOn }) : null;
}

function rectangles(_asked: Input, value: Value): Unsuitable | null {
  if (!Array.isArray(value) || !value.every((part) => part instanceof Rectangle)) {
    return refusal('facts.not_rectangles', value);
  }
  const sides = value.flatMap(({ lengthM, widthM }) => [lengthM, widthM]);
  const side = sides.find((one) => one.sign <= 0);
  return side === undefined ? null : refusal('facts.side_not_positive', side);
}

function refusal(code: string, given: Value, more: Readonly<Record<string, string>> = {}): Unsuitable {
  return { code, details: { given: given instanceof Fraction ? exactText(given) : String(given), ...more } };
}

const CHECKS: Readonly<Record<InputKind, (asked: Input, value: Value, visitedOn: Day) => Unsuitable | null>> =
  {
    number,
    count,
    yes_no: yesNo,
    choice,
    date,
    rectangles,
  };
