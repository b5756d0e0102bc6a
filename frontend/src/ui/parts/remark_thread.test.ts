import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { NotSaved } from '../../db/opened';
import { setLanguage } from '../../i18n/messages.svelte';
import { inventedFacility } from '../../testing/invented_visit';
import { OpenedInMemory } from '../../testing/opened_in_memory';
import { Reviewer } from '../../testing/reviewing';
import VisitHarness from '../../testing/VisitHarness.svelte';
import { Visit } from '../state/visit.svelte';
import AnswerComments from './AnswerComments.svelte';

const CHECKLIST = { id: 'x', version: 1, title: {}, criteria: [], questions: [] };
const FIELD = 'answer.beds';
const ROOM = 'room:r1';

beforeAll(() => setLanguage('en'));

async function begun() {
  const opened = new OpenedInMemory();
  const own = { entity: `inspection:${opened.insp}`, kind: 'create' as const, more: { type: 'inspection' } };
  await opened.record(own);
  await opened.record({ entity: ROOM, kind: 'create', more: { type: 'room' } });
  const value = { state: 'answered', value: '4' };
  const { op } = await opened.record({ entity: ROOM, kind: 'set', sets: [{ field: FIELD, value }] });
  return { opened, reviewer: new Reviewer(opened), op };
}

function show(opened: OpenedInMemory, given: Record<string, unknown>) {
  const visit = new Visit(opened, inventedFacility(0, CHECKLIST), CHECKLIST, { norms: [] } as never);
  render(VisitHarness, { visit, component: AnswerComments, given: { entity: ROOM, ...given } });
  return { visit, user: userEvent.setup() };
}

const threads = () => screen.getAllByRole('article').map((one) => one.textContent ?? '');

it('records the reply to a remark once, about that remark, and shows it under it', async () => {
  const { opened, reviewer, op } = await begun();
  const entity = reviewer.remark('a', { e: ROOM, f: FIELD, op }, 'Count them again.');
  const { user } = show(opened, { field: FIELD });
  expect(threads()[0]).toContain('Open');
  await user.click(screen.getByRole('button', { name: 'Reply' }));
  opened.delayMs = 20;
  await user.type(screen.getByRole('textbox'), 'Four, counted twice.');
  const send = screen.getByRole('button', { name: 'Record the reply' });
  await Promise.all([user.click(send), user.click(send)]);
  const replies = await screen.findByRole('list', { name: 'Replies' });
  expect(within(replies).getByText('Four, counted twice.')).toBeTruthy();
  expect(replies.textContent).toContain(opened.usr);
  expect(opened.acts.filter(({ kind }) => kind === 'comment')).toHaveLength(1);
  expect(opened.acts.at(-1)?.sets?.[1]).toMatchObject({ field: 'about', value: { e: entity } });
  expect(threads()[0]).toContain('Answered');
});

it('says that the answer is another since, and no longer that the remark is open', async () => {
  const { opened, reviewer, op } = await begun();
  reviewer.remark('a', { e: ROOM, f: FIELD, op }, 'Count them again.');
  const { visit } = show(opened, { field: FIELD });
  await visit.say(ROOM, FIELD, { state: 'answered', value: '5' });
  await waitFor(() => expect(threads()[0]).toContain('Changed since'));
  expect(threads()[0]).not.toContain('Open');
});

it('keeps a reply that found no place on the disk, and says so', async () => {
  const { opened, reviewer } = await begun();
  reviewer.remark('a', { e: ROOM }, 'Which window?');
  const { user } = show(opened, {});
  await user.click(screen.getByRole('button', { name: 'Reply' }));
  await user.type(screen.getByRole('textbox'), 'The left one.');
  opened.failure = new NotSaved('quota');
  await user.click(screen.getByRole('button', { name: 'Record the reply' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Not saved');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('The left one.');
});

it('stands beside what it is about, open ones first, and nowhere else', async () => {
  const { opened, reviewer, op } = await begun();
  reviewer.remark('f', { e: ROOM, f: FIELD, op }, 'Of the answer');
  reviewer.remark('c', { e: ROOM, c: 'SP01' }, 'Of the finding');
  const done = reviewer.remark('p', { e: ROOM }, 'Of the room, answered');
  reviewer.remark('q', { e: ROOM }, 'Of the room, open');
  const about = { field: 'about', value: { e: done } };
  const sets = [{ field: 'says', value: 'Done.' }, about];
  await opened.record({ entity: 'comment:re', kind: 'comment', sets, more: { type: 'comment' } });
  show(opened, {});
  const shown = screen.getAllByRole('article').map((one) => one.querySelector('.says')?.textContent);
  expect(shown).toEqual(['Of the room, open', 'Of the room, answered']);
});

it('of a criterion stands beside its finding', async () => {
  const { opened, reviewer } = await begun();
  reviewer.remark('c', { e: ROOM, c: 'SP01' }, 'Of the finding');
  show(opened, { criterion: 'SP01' });
  expect(threads()).toHaveLength(1);
});

it('asks for no reply to what was approved', async () => {
  const { opened, reviewer } = await begun();
  reviewer.remark('a', { e: ROOM }, 'Which window?');
  reviewer.act('approve');
  show(opened, {});
  expect(screen.queryByRole('button', { name: 'Reply' })).toBeNull();
});
