import { describe, expect, it } from 'vitest';
import type { AnswerValue, InputKind, Question } from '../references';
import { copiedAnswers } from './copying';

const KINDS: readonly InputKind[] = ['number', 'count', 'yes_no', 'choice', 'date', 'rectangles'];
const VALUES = {
  number: '2.5',
  count: 3,
  yes_no: true,
  choice: 'a',
  date: '2026-01-01',
  rectangles: [['2', '3']],
};

function question(kind: InputKind): Question {
  const input = {
    id: kind,
    place: 'room' as const,
    kind,
    label: {},
    unit: null,
    plausible: null,
    options: [],
  };
  return { input, asks: {}, help: {}, evidence: [], feeds: [] };
}

const questions = KINDS.map(question);
const answered = (kind: InputKind): AnswerValue => ({ state: 'answered', value: VALUES[kind] });

function copied(from: Record<string, AnswerValue[]>, to: Record<string, AnswerValue[]> = {}) {
  return copiedAnswers(
    questions,
    'from',
    'to',
    (entity, input) => (entity === 'from' ? from : to)[input] ?? [],
  );
}

describe('same as the room before', () => {
  it('takes over yes, no and choices, and never what is measured, counted or dated', () => {
    const all = Object.fromEntries(KINDS.map((kind) => [kind, [answered(kind)]]));
    expect(copied(all).map((one) => one.question.input.id)).toEqual(['yes_no', 'choice']);
  });

  it('leaves out what is equal already, and says what would be replaced', () => {
    const from = { yes_no: [answered('yes_no')], choice: [answered('choice')] };
    const own: AnswerValue = { state: 'answered', value: 'b' };
    const found = copied(from, { yes_no: [answered('yes_no')], choice: [own] });
    expect(found.map((one) => [one.question.input.id, one.replaces])).toEqual([['choice', own]]);
  });

  it('takes nothing that was not seen there: neither a refusal nor what nobody assessed', () => {
    const found = copied({
      yes_no: [{ state: 'access_denied' }],
      choice: [{ state: 'not_assessed', words: 'dark' }],
    });
    expect(found).toEqual([]);
  });

  it('takes the grade along and leaves words about the other room behind', () => {
    const [one] = copied({ yes_no: [{ state: 'answered', value: true, grade: 'B', words: 'the left one' }] });
    expect(one?.value).toEqual({ state: 'answered', value: true, grade: 'B' });
  });

  it('touches nothing that is disputed, here or there', () => {
    const two: AnswerValue[] = [
      { state: 'answered', value: true },
      { state: 'answered', value: false },
    ];
    expect(copied({ yes_no: two })).toEqual([]);
    expect(copied({ yes_no: [answered('yes_no')] }, { yes_no: two })).toEqual([]);
  });
});
