import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { NotSaved } from '../../db/opened';
import type { Known } from '../../domain/inspection_model';
import type { Json } from '../../domain/json';
import type { ChecklistReference, Question } from '../../domain/references';
import { setLanguage } from '../../i18n/messages.svelte';
import { inventedFacility } from '../../testing/invented_visit';
import { OpenedInMemory } from '../../testing/opened_in_memory';
import QuestionHarness from '../../testing/QuestionHarness.svelte';
import type { Standards } from '../state/standards';
import { Visit } from '../state/visit.svelte';

const ROOM = 'room:00000000-0000-7000-8000-000000000001';

function question(kind: Question['input']['kind'], more: Partial<Question['input']> = {}): Question {
  const input = {
    id: 'asked',
    place: 'room' as const,
    kind,
    label: { en: 'L' },
    unit: null,
    plausible: null,
    options: [],
  };
  return { input: { ...input, ...more }, asks: { en: 'What is it?' }, help: {}, evidence: [], feeds: ['C1'] };
}

function standards(critical: readonly string[]): Standards {
  const tier = critical.includes('C1') ? 'critical' : 'major';
  const criteria = new Map([['C1', { id: 'C1', domain: 'space', tier: { tier } }]]);
  return { main: { criteria, norms: new Map() }, norms: [] } as unknown as Standards;
}

function show(asked: Question, critical: readonly string[] = []) {
  const opened = new OpenedInMemory();
  const checklist: ChecklistReference = {
    id: 'x',
    version: 1,
    title: {},
    criteria: ['C1'],
    questions: [asked],
  };
  const visit = new Visit(opened, inventedFacility(0, checklist), checklist, standards(critical));
  render(QuestionHarness, { visit, entity: ROOM, question: asked });
  const answers = (): Json[] => opened.acts.map((act) => act.sets?.[0]?.value ?? null);
  return { opened, visit, answers, user: userEvent.setup() };
}

function theirs(insp: string, value: Json): Known {
  const sets = [{ f: 'answer.asked', val: value, base: [] }];
  const body = { v: 1, op: 'op-theirs', insp, e: ROOM, k: 'set', usr: 'inspector-02', sets } as const;
  return { body, status: 'ok', n: 1, dev: 'd_theirs' };
}

describe('a question', () => {
  beforeAll(() => setLanguage('en'));

  it('writes a decimal in one form, whether typed with a comma or with needless zeros', async () => {
    const { answers, user } = show(question('number'));
    await user.type(screen.getByLabelText('What is it?'), '7,850');
    await user.tab();
    expect(answers()).toEqual([{ state: 'answered', value: '7.85' }]);
  });

  it('keeps what is no number in the field, says so, and records nothing', async () => {
    const { answers, user } = show(question('number'));
    await user.type(screen.getByLabelText('What is it?'), 'seven');
    await user.tab();
    expect(answers()).toEqual([]);
    expect(screen.getByText(/This is no number/)).toBeTruthy();
  });

  it('shows a tick only when the record is on disk, and NOT SAVED in words when it is not', async () => {
    const { opened, user } = show(question('count'));
    opened.failure = new NotSaved('quota');
    await user.type(screen.getByLabelText('What is it?'), '4');
    await user.tab();
    await waitFor(() => expect(screen.getByText('NOT SAVED')).toBeTruthy());
    expect(screen.getByRole('alert').textContent).toMatch(/tablet is full/);
    expect((screen.getByLabelText('What is it?') as HTMLInputElement).value).toBe('4');
  });

  it('steps a count up and never below zero', async () => {
    const { answers, user } = show(question('count'));
    await user.click(screen.getByRole('button', { name: /One more/ }));
    await waitFor(() => expect(answers()).toEqual([{ state: 'answered', value: 1 }]));
    await user.click(screen.getByRole('button', { name: /One less/ }));
    await waitFor(() => expect(answers().at(-1)).toEqual({ state: 'answered', value: 0 }));
    expect((screen.getByRole('button', { name: /One less/ }) as HTMLButtonElement).disabled).toBe(true);
  });

  it('goes from field to field with the key that says so, and records on the way', async () => {
    const { answers, user } = show(question('rectangles'));
    await user.type(screen.getByLabelText('Length, m'), '5,2{Enter}3{Enter}');
    expect(document.activeElement).not.toBe(screen.getByLabelText('Length, m'));
    await waitFor(() => expect(answers()).toEqual([{ state: 'answered', value: [['5.2', '3']] }]));
  });

  it('steps a count with the arrows, where there is no finger', async () => {
    const { answers, user } = show(question('count'));
    await user.type(screen.getByRole('textbox'), '2{ArrowUp}{ArrowUp}{ArrowDown}');
    await waitFor(() => expect(answers().at(-1)).toEqual({ state: 'answered', value: 3 }));
  });

  it('shows beside it what a supervisor remarked, and that it was answered anew since', async () => {
    const { opened, user } = show(question('count'));
    const sets = [
      { f: 'says', val: 'Count again.', base: [] },
      { f: 'about', val: { e: ROOM, f: 'answer.asked', op: 'op-theirs' }, base: [] },
    ];
    const made = { e: 'comment:1', k: 'comment', usr: 'u_9', type: 'comment', sets } as const;
    const body = { v: 1, op: 'op-remark', insp: opened.insp, ...made } as const;
    opened.receive(theirs(opened.insp, { state: 'answered', value: 4 }));
    opened.receive({ body, status: 'ok', n: 2, dev: 'd_srv' });
    expect(await screen.findByText('Count again.')).toBeTruthy();
    expect(screen.queryByText('Changed since')).toBeNull();
    await user.click(screen.getByRole('button', { name: /One more/ }));
    expect(await screen.findByText('Changed since')).toBeTruthy();
  });

  it('records rectangles only when each has a length and a width', async () => {
    const { answers, user } = show(question('rectangles'));
    await user.type(screen.getByLabelText('Length, m'), '5,2');
    await user.tab();
    expect(answers()).toEqual([]);
    await user.type(screen.getByLabelText('Width, m'), '3.10');
    await user.tab();
    await waitFor(() => expect(answers()).toEqual([{ state: 'answered', value: [['5.2', '3.1']] }]));
  });

  it('warns of an unusual value, keeps it, and takes the words that explain it', async () => {
    const { answers, user } = show(question('number', { plausible: ['2', '6'] }));
    await user.type(screen.getByLabelText('What is it?'), '12');
    await user.tab();
    await user.type(await screen.findByLabelText('Why is it so?'), 'a former gym');
    await user.tab();
    await waitFor(() =>
      expect(answers().at(-1)).toEqual({ state: 'answered', value: '12', words: 'a former gym' }),
    );
  });

  it('asks for a reason of the closed list, and for a second person where it is critical', async () => {
    const { answers, user } = show(question('yes_no'), ['C1']);
    await user.click(screen.getByRole('radio', { name: 'Does not apply' }));
    expect(screen.getAllByText(/a colleague confirms/i).length).toBeGreaterThan(0);
    await user.click(screen.getByRole('radio', { name: 'no women held here', hidden: true }));
    await waitFor(() => expect(answers().at(-1)).toEqual({ state: 'not_applicable', reason: 'no_women' }));
  });

  it('replaces the answer that was on screen and no other', async () => {
    const { opened, user } = show(question('yes_no'));
    await user.click(screen.getByRole('radio', { name: 'Yes' }));
    await user.click(screen.getByRole('radio', { name: 'No' }));
    await waitFor(() => expect(opened.model.heads(ROOM, 'answer.asked')).toHaveLength(1));
    expect(opened.model.value(ROOM, 'answer.asked')).toEqual({ state: 'answered', value: false });
  });

  it('keeps the comma of a number that is typed slowly', async () => {
    const { answers, user } = show(question('number'));
    const field = screen.getByLabelText('What is it?') as HTMLInputElement;
    await user.type(field, '7,');
    await waitFor(() => expect(answers()).toEqual([{ state: 'answered', value: '7' }]));
    await user.type(field, '8');
    await user.tab();
    expect(answers().at(-1)).toEqual({ state: 'answered', value: '7.8' });
  });

  it("leaves a colleague's answer standing that came while another was typed", async () => {
    const { opened, answers, user } = show(question('number'));
    await user.type(screen.getByLabelText('What is it?'), '7');
    opened.receive(theirs(opened.insp, { state: 'answered', value: '9' }));
    await user.tab();
    await waitFor(() => expect(answers()).toHaveLength(1));
    expect(opened.model.agreement(ROOM, 'answer.asked')).toBe('conflict');
  });

  it('keeps the words that were being written when the state is changed', async () => {
    const { opened, answers, user } = show(question('yes_no'));
    await user.click(screen.getByRole('radio', { name: 'Could not see' }));
    opened.delayMs = 20;
    await user.type(await screen.findByLabelText(/In words/), 'locked');
    await user.click(screen.getByRole('radio', { name: 'Access refused', hidden: true }));
    await waitFor(() => expect(answers().at(-1)).toEqual({ state: 'access_denied', words: 'locked' }));
  });

  it('records a choice once more that did not reach the disk', async () => {
    const { opened, answers, user } = show(question('yes_no'));
    opened.failure = new NotSaved('quota');
    await user.click(screen.getByRole('radio', { name: 'Yes' }));
    opened.failure = null;
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(answers()).toEqual([{ state: 'answered', value: true }]));
    await waitFor(() => expect(screen.queryByText('NOT SAVED')).toBeNull());
  });

  it('shows no tick beside what is typed and not on disk', async () => {
    const { user } = show(question('count'));
    await user.type(screen.getByLabelText('What is it?'), '4');
    await user.tab();
    await waitFor(() => expect(screen.getByText('Saved')).toBeTruthy());
    await user.type(screen.getByLabelText('What is it?'), '5');
    expect(screen.queryByText('Saved')).toBeNull();
  });
});

describe('a visit', () => {
  it('shows nothing as saved while a newer act of the field is on its way', async () => {
    const { opened, visit } = show(question('count'));
    opened.delayMs = 10;
    const first = visit.say(ROOM, 'answer.asked', 1);
    opened.delayMs = 50;
    const second = visit.say(ROOM, 'answer.asked', 2);
    await first;
    expect(visit.saveState(ROOM, 'answer.asked')).toBe('saving');
    await second;
    expect(visit.saveState(ROOM, 'answer.asked')).toBe('saved');
  });
});
