import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { NotSaved } from '../../../db/opened';
import type { Json } from '../../../domain/json';
import type { ChecklistReference, Question } from '../../../domain/references';
import { setLanguage } from '../../../i18n/messages.svelte';
import { inventedFacility } from '../../../testing/invented_visit';
import { OpenedInMemory } from '../../../testing/opened_in_memory';
import VisitHarness from '../../../testing/VisitHarness.svelte';
import type { Standards } from '../../state/standards';
import { Visit } from '../../state/visit.svelte';
import ConflictsOfVisit from './ConflictsOfVisit.svelte';

const ROOM = 'room:00000000-0000-7000-8000-000000000001';
const FIELD = 'answer.slept';
const MINE = '01900000-0000-7000-8000-00000000000a';
const THEIRS = '01900000-0000-7000-8000-00000000000b';

const COUNT: Question = {
  input: {
    id: 'slept',
    place: 'room',
    kind: 'count',
    label: { en: 'Slept' },
    unit: null,
    plausible: null,
    options: [],
  },
  asks: { en: 'How many slept here?' },
  help: {},
  evidence: [],
  feeds: [],
};

function write(op: string, usr: string, value: Json, opened: OpenedInMemory) {
  const sets = [{ f: FIELD, val: value, base: [] }];
  const body = {
    v: 1,
    op,
    insp: opened.insp,
    e: ROOM,
    k: 'set',
    usr,
    sets,
    t: { w: '2026-11-21T09:14:03+05:00' },
  };
  opened.receive({ body, status: 'ok', n: op === MINE ? 2 : 3, dev: 'd_x' });
}

async function show() {
  const opened = new OpenedInMemory();
  await opened.record({
    entity: `inspection:${opened.insp}`,
    kind: 'create',
    sets: [],
    more: { type: 'inspection' },
  });
  await opened.record({
    entity: ROOM,
    kind: 'create',
    sets: [{ field: 'number', value: '12' }],
    more: { type: 'room' },
  });
  write(MINE, 'inspector-01', { state: 'answered', value: 4 }, opened);
  write(THEIRS, 'inspector-02', { state: 'answered', value: 5 }, opened);
  const checklist: ChecklistReference = { id: 'x', version: 1, title: {}, criteria: [], questions: [COUNT] };
  const standards = { main: { criteria: new Map(), norms: new Map() }, norms: [] } as unknown as Standards;
  const visit = new Visit(opened, inventedFacility(0, checklist), checklist, standards);
  render(VisitHarness, { visit, component: ConflictsOfVisit });
  return { opened, user: userEvent.setup(), last: () => opened.acts.at(-1) };
}

beforeAll(() => setLanguage('en'));

it('shows both answers with their authors, and chooses neither', async () => {
  await show();
  expect(screen.getByText(/Room 12: How many slept here/)).toBeTruthy();
  expect(screen.getByText(/^You, /)).toBeTruthy();
  expect(screen.getByText(/^inspector-02, /)).toBeTruthy();
});

it('settles by one act that replaces what differs, with the reason; what is kept stands beside it', async () => {
  const { opened, user, last } = await show();
  await user.click(screen.getByRole('button', { name: 'This one is right: 5' }));
  await user.type(screen.getByLabelText('Why is this right?'), 'counted together');
  await user.click(screen.getByRole('button', { name: 'Settle' }));
  await waitFor(() => expect(screen.getByText('Nobody contradicts anybody.')).toBeTruthy());
  expect(last()).toMatchObject({ entity: ROOM, kind: 'resolve', more: { why: 'counted together' } });
  expect(last()?.sets?.[0]?.value).toEqual({ state: 'answered', value: 5 });
  expect(last()?.sets?.[0]?.base).toEqual([MINE]);
  const heads = opened.model.heads(ROOM, FIELD);
  expect(heads).toHaveLength(2);
  expect(heads.map((head) => head.op)).toContain(THEIRS); // so whoever confirmed it still confirms it
});

it('takes a third value, written as the question wants it', async () => {
  const { user, last } = await show();
  await user.click(screen.getByRole('button', { name: 'Neither: write another' }));
  await user.type(screen.getByLabelText('The right value'), '6');
  await user.type(screen.getByLabelText('Why is this right?'), 'one came late');
  await user.click(screen.getByRole('button', { name: 'Settle' }));
  await waitFor(() => expect(last()?.kind).toBe('resolve'));
  expect(last()?.sets?.[0]?.value).toEqual({ state: 'answered', value: 6 });
  expect(new Set(last()?.sets?.[0]?.base)).toEqual(new Set([MINE, THEIRS]));
});

it('cannot be settled without a reason', async () => {
  const { user } = await show();
  await user.click(screen.getByRole('button', { name: 'This one is right: 4' }));
  expect(screen.getByRole('button', { name: 'Settle' })).toHaveProperty('disabled', true);
});

it('stays open and says so where it was not saved', async () => {
  const { opened, user } = await show();
  opened.failure = new NotSaved('quota');
  await user.click(screen.getByRole('button', { name: 'This one is right: 4' }));
  await user.type(screen.getByLabelText('Why is this right?'), 'seen');
  await user.click(screen.getByRole('button', { name: 'Settle' }));
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/stays open/));
});
