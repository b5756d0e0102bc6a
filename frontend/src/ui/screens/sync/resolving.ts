/** Settling a difference: one act that replaces every other answer that was on the screen. */
import type { Conflict } from '../../../domain/inspection_model';
import type { Json } from '../../../domain/json';
import { type Act, ANSWER, idOf, typeOf, valueText } from '../../../domain/operations';
import type { AnswerValue, InputKind, Question } from '../../../domain/references';
import { fromTyped, longDayOf } from '../../../i18n/formats';
import { say, t, word } from '../../../i18n/messages.svelte';
import { answerWords } from '../../state/answer_words';
import type { Visit } from '../../state/visit.svelte';

/** `value` stands from now on, for the reason `why`. Answers that arrive later differ again, visibly. An
 * answer that is kept is not replaced: a second person's confirmation names it, and goes on counting. */
export function resolveAct(conflict: Conflict, value: Json, why: string): Act {
  const isAnswer = conflict.field.startsWith(ANSWER);
  const others = conflict.heads.filter((head) => !isAnswer || valueText(head.value) !== valueText(value));
  const base = others.map((head) => head.op);
  return {
    entity: conflict.entity,
    kind: 'resolve',
    sets: [{ field: conflict.field, value, base }],
    more: { why: why.trim() },
  };
}

/** What another value than those that differ is typed as; null: only one of them can be chosen. */
export type OtherKind = InputKind | 'text';

export function otherKindOf(conflict: Conflict, question: Question | undefined): OtherKind | null {
  if (question !== undefined) return question.input.kind;
  const values = conflict.heads.map((head) => head.value);
  if (values.every((value) => typeof value === 'boolean')) return 'yes_no';
  return values.every((value) => typeof value === 'string') && conflict.field !== 'block' ? 'text' : null;
}

/** What was typed as a value of the field; null: it is none. */
export function typedValue(kind: OtherKind, isAnswer: boolean, typed: string): Json | null {
  const value = plainValue(kind, typed);
  return value === null || !isAnswer ? value : { state: 'answered', value };
}

function plainValue(kind: OtherKind, typed: string): Json | null {
  const text = typed.trim();
  if (text === '') return null;
  if (kind === 'yes_no') return text === 'yes';
  if (kind === 'number') return fromTyped(text);
  if (kind === 'count') return /^\d{1,9}$/.test(text) ? Number(text) : null;
  if (kind !== 'rectangles') return text;
  const pairs = typed.split('\n').map((line) => line.split('x').map((part) => fromTyped(part)));
  return pairs.every((pair) => pair.length === 2 && !pair.includes(null)) ? (pairs as unknown as Json) : null;
}

export function questionOf(visit: Visit, field: string): Question | undefined {
  return field.startsWith(ANSWER) ? visit.questions.get(field.slice(ANSWER.length)) : undefined;
}

/** The place or thing, as it is called on the screens. */
export function entityWords(visit: Visit, entity: string): string {
  switch (typeOf(entity)) {
    case 'facility':
      return say(visit.facility.facility.names);
    case 'room':
      return t('sync.room_named', { number: visit.text(entity, 'number') ?? idOf(entity).slice(0, 8) });
    case 'block':
      return blockWords(visit.text(entity, 'name') ?? idOf(entity).slice(0, 8));
    case 'inspection':
      return t('sync.visit_facts');
    default:
      return visit.text(entity, 'caption') ?? word(`sync.entity_${typeOf(entity)}`, typeOf(entity));
  }
}

/** Many blocks are called by a bare number. */
function blockWords(name: string): string {
  return /^\p{L}?[\d-]+\p{L}?$/u.test(name) ? t('sync.block_named', { name }) : name;
}

export function fieldWords(visit: Visit, field: string): string {
  const question = questionOf(visit, field);
  return question === undefined ? word(`sync.field_${field.replace(/^_/, '')}`, field) : say(question.asks);
}

/** Any value in words; an answer with what is said beside it. */
export function headWords(visit: Visit, field: string, value: Json): string {
  const question = questionOf(visit, field);
  if (question === undefined) return plainWords(field, value);
  const answer = value as unknown as AnswerValue;
  return [answerWords(question, answer), answer.words].filter(Boolean).join(' · ');
}

function plainWords(field: string, value: Json): string {
  if (field === '_void') return value === false || value === null ? t('sync.void_stands') : voidWords(value);
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (Array.isArray(value)) return value.map((one) => plainWords('', one as Json)).join(', ') || '–';
  if (value !== null && typeof value === 'object') return Object.values(value).map(String).join(' · ');
  const text = String(value ?? '–');
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return longDayOf(text);
  return field === 'kind' ? word(`terms.room.${text}`, text) : text;
}

function voidWords(value: Json): string {
  const why = (value as { why?: Json }).why;
  return typeof why === 'string' ? t('sync.void_why', { why }) : t('sync.void_taken_back');
}

/** Why the server put something aside; every reason of docs/operations.md has its sentence. */
export function reasonWords(reason: string | null): string {
  if (reason === null) return t('sync.reason_unknown');
  return word(`sync.reason_${reason}`, t('sync.reason_other', { why: reason }));
}
