import { render, screen, waitFor } from '@testing-library/svelte';
import { beforeAll, expect, it } from 'vitest';
import { setLanguage } from '../../../i18n/messages.svelte';
import { EvidenceInMemory } from '../../../testing/evidence_in_memory';
import { inventedFacility } from '../../../testing/invented_visit';
import { OpenedInMemory } from '../../../testing/opened_in_memory';
import { Reviewer } from '../../../testing/reviewing';
import VisitHarness from '../../../testing/VisitHarness.svelte';
import ScopeNote from '../../parts/ScopeNote.svelte';
import { Visit } from '../../state/visit.svelte';
import NotesScreen from './NotesScreen.svelte';
import ReviewNote from './ReviewNote.svelte';

const CHECKLIST = { id: 'x', version: 1, title: {}, criteria: [], questions: [] };

beforeAll(() => setLanguage('en'));

async function begun() {
  const opened = new OpenedInMemory();
  const own = `inspection:${opened.insp}`;
  await opened.record({ entity: own, kind: 'create', more: { type: 'inspection' } });
  for (const name of ['North', 'South']) {
    const sets = [{ field: 'name', value: name }];
    await opened.record({ entity: `block:${name}`, kind: 'create', sets, more: { type: 'block' } });
  }
  const pack = { criteria: new Map([['SP01', { title: { en: 'Space' } }]]) };
  const standards = { main: pack, norms: [] } as never;
  const visit = new Visit(opened, inventedFacility(0, CHECKLIST), CHECKLIST, standards);
  const show = (component: unknown, given = {}) =>
    render(VisitHarness, { visit, component: component as never, given, evidence: new EvidenceInMemory() });
  return { opened, own, visit, reviewer: new Reviewer(opened), show };
}

it('counts the remarks of a returned visit that are open, and names what was opened again', async () => {
  const { own, visit, reviewer, show } = await begun();
  const first = reviewer.remark('a', { e: own }, 'First');
  const second = reviewer.remark('b', { e: own }, 'Second');
  reviewer.act('return', own, { comments: [first, second], reopens: ['block:North'] });
  show(ReviewNote);
  expect(screen.getByRole('link').textContent).toContain('Returned. 2 of 2 remarks open');
  expect(screen.getByText(/Open again: North/)).toBeTruthy();
  await visit.comment({ e: first }, 'Done.');
  await waitFor(() => expect(screen.getByRole('link').textContent).toContain('1 of 2 remarks open'));
});

it('says at a place that the return left closed that it may be corrected all the same', async () => {
  const { own, reviewer, show } = await begun();
  reviewer.act('return', own, { comments: [], reopens: ['block:North'] });
  const { unmount } = show(ScopeNote, { entity: 'block:North' });
  expect(screen.queryByText(/did not open/)).toBeNull();
  unmount();
  show(ScopeNote, { entity: 'block:South' });
  expect(screen.getByText(/did not open this place again. You can still correct it/)).toBeTruthy();
});

it.each([
  [['approve'], 'Approved'],
  [['approve', 'publish'], 'Published'],
  [['approve', 'publish', 'withdraw'], 'Withdrawn'],
] as const)('says after %s that what is recorded now is an addendum', async (acts, words) => {
  const { reviewer, show } = await begun();
  for (const one of acts) reviewer.act(one);
  show(ReviewNote);
  expect(screen.getByText(words, { exact: false }).parentElement?.textContent).toContain('addendum');
});

it('lists open remarks first, each with the way to what it is about', async () => {
  const { opened, own, visit, reviewer, show } = await begun();
  const done = reviewer.remark('a', { e: own }, 'Answered one');
  reviewer.remark('b', { e: 'block:North', c: 'SP01' }, 'Open one');
  await visit.comment({ e: done }, 'Done.');
  await visit.comment({ e: own }, 'A note of the team');
  show(NotesScreen, { params: { insp: opened.insp } });
  const shown = screen.getAllByRole('article').map((one) => one.querySelector('.says')?.textContent);
  expect(shown).toEqual(['Open one', 'A note of the team', 'Answered one']);
  const way = screen.getByRole('link', { name: 'Space · North' });
  expect(way.getAttribute('href')).toBe(`#/visit/${opened.insp}/score/criterion/SP01`);
});
