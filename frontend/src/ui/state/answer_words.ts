/** Answers in the words and numbers of the screen. */
import { Fraction, shown, sum } from '../../domain/exact';
import type { Json } from '../../domain/json';
import type { AnswerValue, Question } from '../../domain/references';
import { decimal, longDayOf } from '../../i18n/formats';
import { language, say, t, word } from '../../i18n/messages.svelte';

/** A value of an answer, with its unit; a dash where there is none. */
export function valueWords(question: Question, value: Json | undefined): string {
  if (value === undefined || value === null) return '–';
  const unit = say(question.input.unit);
  switch (question.input.kind) {
    case 'yes_no':
      return t(value === true ? 'common.yes' : 'common.no');
    case 'choice':
      return say(question.input.options.find((one) => one.id === value)?.label) || String(value);
    case 'date':
      return longDayOf(String(value));
    case 'rectangles':
      return rectanglesWords(value as readonly (readonly string[])[]);
    default:
      return withUnit(decimal(String(value)), unit);
  }
}

/** In Russian a whole word after a number would have to bend with it ("4 кровати"); before it, it need not. */
function withUnit(value: string, unit: string): string {
  if (unit === '') return value;
  return language() === 'ru' && /^\p{L}{4,}/u.test(unit) ? `${unit}: ${value}` : `${value} ${unit}`;
}

/** A whole answer in one line: its value, or why there is none. */
export function answerWords(question: Question, answer: AnswerValue | undefined): string {
  if (answer === undefined) return '–';
  if (answer.state === 'answered') return valueWords(question, answer.value);
  const reason = answer.reason ? word(`terms.reason.${answer.reason}`, answer.reason) : '';
  const state = word(`terms.state.${answer.state}`, answer.state);
  return reason ? `${state}: ${reason}` : state;
}

/** The area of rectangles given as decimal text, in m², with two decimals or as many as are there. */
export function areaText(rectangles: readonly (readonly string[])[]): string {
  const areas = rectangles.map(([length = '0', width = '0']) =>
    Fraction.fromText(length).mul(Fraction.fromText(width)),
  );
  return shown(sum(areas));
}

function rectanglesWords(value: readonly (readonly string[])[]): string {
  if (value.length === 0) return t('common.no_rectangles');
  const parts = value.map(([length = '', width = '']) => `${decimal(length)} × ${decimal(width)}`);
  return `${parts.join(' + ')} = ${decimal(areaText(value))} ${t('common.square_metre')}`;
}
