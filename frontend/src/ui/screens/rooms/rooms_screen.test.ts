import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NotSaved } from '../../../db/opened';
import { ANSWER } from '../../../domain/operations';
import type { ChecklistReference } from '../../../domain/references';
import { setLanguage } from '../../../i18n/messages.svelte';
import { fixture, packFixture } from '../../../testing/fixtures';
import { inventedFacility, inventedVisit } from '../../../testing/invented_visit';
import RoomsHarness from '../../../testing/RoomsHarness.svelte';
import { startRouting } from '../../router.svelte';
import { Visit } from '../../state/visit.svelte';

const checklist = fixture<ChecklistReference>('checklist_full');
const standards = { main: packFixture('international'), norms: [packFixture('kz')], documents: [] };
const roomId = (at: number) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
const DIALOG = { hidden: true };

async function open(path: string, rooms: number, isFilled = false) {
  location.hash = `#/visit/x/${path}`;
  dispatchEvent(new Event('hashchange'));
  const opened = await inventedVisit(checklist, rooms, isFilled);
  const visit = new Visit(opened, inventedFacility(rooms, checklist), checklist, standards);
  const before = opened.acts.length;
  const { container } = render(RoomsHarness, { visit });
  return { opened, user: userEvent.setup(), container, acts: () => opened.acts.slice(before) };
}

async function answer(
  opened: Awaited<ReturnType<typeof open>>['opened'],
  room: number,
  input: string,
  value: unknown,
) {
  const said = { state: 'answered', value } as never;
  await opened.record({
    entity: `room:${roomId(room)}`,
    kind: 'set',
    sets: [{ field: ANSWER + input, value: said }],
  });
}

const field = (container: HTMLElement, input: string) =>
  container.querySelector<HTMLInputElement>(`[data-input="${input}"] input`) as HTMLInputElement;

let stop: () => void = () => undefined;
beforeAll(() => setLanguage('en'));
beforeEach(() => {
  stop = startRouting();
  HTMLElement.prototype.scrollIntoView = vi.fn();
});
afterEach(() => {
  cleanup();
  stop();
});

describe('the block walk', () => {
  it('holds a few rows of 2,000 rooms in the page, and says how many there are', async () => {
    const { container } = await open('rooms', 2000);
    const rows = within(screen.getByRole('list', { name: 'Rooms in the order of the walk' })).getAllByRole(
      'listitem',
    );
    expect(rows.length).toBeLessThan(60);
    expect(container.querySelector('[aria-posinset="1"]')?.getAttribute('aria-setsize')).toBe('2000');
    expect(document.querySelectorAll('*').length).toBeLessThan(1500);
  });

  it('goes from row to row by arrows, to the last by End, with one row in the tab order', async () => {
    const { user, container } = await open('rooms', 300);
    const links = () => [...container.querySelectorAll<HTMLElement>('li a')];
    expect(links().filter((link) => link.tabIndex === 0).length).toBe(1);
    links()[0]?.focus();
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toContain('No. 102');
    await user.keyboard('{End}');
    await waitFor(() => expect(document.activeElement?.textContent).toContain('No. 400'));
    expect(links().filter((link) => link.tabIndex === 0).length).toBe(1);
  });

  it('finds a room by number and opens it with Enter', async () => {
    const { user } = await open('rooms', 40);
    await user.type(screen.getByLabelText('Room number'), '117{Enter}');
    expect(location.hash).toBe(`#/visit/x/room/${roomId(17)}`);
  });

  it('still follows what is typed and recorded after the first screen that showed it was left', async () => {
    const { user, opened } = await open('rooms', 30);
    for (const path of ['sampling', `room/${roomId(3)}`, 'rooms']) {
      location.hash = `#/visit/x/${path}`;
      dispatchEvent(new Event('hashchange'));
      await tick();
    }
    await user.type(screen.getByLabelText('Room number'), '104');
    expect(screen.getAllByRole('listitem').length).toBe(2);
    await answer(opened, 4, 'persons_slept_last_night', 3);
    await waitFor(() => expect(screen.getByText('3 pers. · men')).toBeTruthy());
  });

  it('opens the next room that is not done in one tap, at its first open question', async () => {
    const { user } = await open('rooms', 4);
    await user.click(screen.getByRole('button', { name: 'Next room' }));
    expect(location.hash).toBe(`#/visit/x/room/${roomId(1)}?q=open`);
  });

  it('adds a room in a new block with two acts, and opens it', async () => {
    const { user, acts } = await open('rooms', 4);
    await user.click(screen.getByRole('button', { name: 'Add a room' }));
    await user.clear(screen.getByLabelText('Number'));
    await user.type(screen.getByLabelText('Number'), '7а');
    await user.selectOptions(screen.getByLabelText('Block'), '+ New block');
    await user.type(screen.getByLabelText('Name of the block'), 'Block 3');
    await user.click(screen.getByRole('button', { name: 'Save', ...DIALOG }));
    expect(acts().map((act) => [act.kind, act.more?.type])).toEqual([
      ['create', 'block'],
      ['create', 'room'],
    ]);
    expect(acts()[1]?.more?.parent).toBe(acts()[0]?.entity);
    expect(location.hash).toBe(`#/visit/x/room/${acts()[1]?.entity.slice(5)}`);
  });

  it('refuses a number that the block has already, and records nothing', async () => {
    const { user, acts } = await open('rooms', 4);
    await user.click(screen.getByRole('button', { name: 'Add a room' }));
    await user.clear(screen.getByLabelText('Number'));
    await user.type(screen.getByLabelText('Number'), '101');
    await user.click(screen.getByRole('button', { name: 'Save', ...DIALOG }));
    expect(screen.getByText(/already has a room with this number/)).toBeTruthy();
    expect(acts()).toEqual([]);
  });

  it('keeps the sheet open when a room was not saved, and makes one room when tried again', async () => {
    const { user, acts, opened } = await open('rooms', 4);
    await user.click(screen.getByRole('button', { name: 'Add a room' }));
    opened.failure = new NotSaved('quota');
    await user.click(screen.getByRole('button', { name: 'Save', ...DIALOG }));
    expect(screen.getByRole('alert', DIALOG).textContent).toMatch(/Not saved/);
    opened.failure = null;
    await user.click(screen.getByRole('button', { name: 'Save', ...DIALOG }));
    expect(acts().length).toBe(1);
  });
});

describe('the room card', () => {
  it('shows the area for each person at every key, before anything is recorded', async () => {
    const { user, opened, container, acts } = await open(`room/${roomId(1)}`, 3);
    await answer(opened, 1, 'room_rectangles', [['4', '3.5']]);
    await answer(opened, 1, 'sanitary_annexe_rectangles', [['1', '1']]);
    const figure = screen.getByRole('region', { name: 'Space for each person' });
    const before = acts().length;
    await user.type(field(container, 'persons_slept_last_night'), '4');
    expect(figure.textContent).toContain('3.25 m²');
    expect(figure.textContent).toContain('Level 1');
    expect(acts().length).toBe(before);
    await user.type(field(container, 'persons_slept_last_night'), '0');
    expect(figure.textContent).toContain('0.33 m²');
    expect(figure.textContent).toContain('Level 0');
  });

  it('says in words that a benchmark is a comparison, with its provision and its line', async () => {
    const { opened } = await open(`room/${roomId(1)}`, 3);
    await answer(opened, 1, 'room_rectangles', [['4', '3.5']]);
    await answer(opened, 1, 'sanitary_annexe_rectangles', []);
    await answer(opened, 1, 'persons_slept_last_night', 4);
    const figure = screen.getByRole('region', { name: 'Space for each person' });
    await waitFor(() => expect(figure.textContent).toMatch(/benchmarks for comparison/));
    expect(figure.textContent).toMatch(/≥ 3\.4 m² per person/);
    expect(figure.textContent).toMatch(/pp\. 32-33/);
  });

  it('copies choices of the room before, one record each, after they were shown', async () => {
    const { user, opened, acts } = await open(`room/${roomId(2)}`, 3);
    await answer(opened, 1, 'bedding', 'complete');
    await answer(opened, 1, 'beds_shared_or_in_shifts', false);
    await answer(opened, 1, 'beds_in_room', 9);
    const before = acts().length;
    await user.click((await screen.findAllByRole('button', { name: 'Same as 101' }))[0] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Take over 2 answers', ...DIALOG }));
    const copied = acts().slice(before);
    expect(copied.map((act) => act.sets?.map((one) => one.field))).toEqual([
      [`${ANSWER}beds_shared_or_in_shifts`],
      [`${ANSWER}bedding`],
    ]);
  });

  it('offers no copy for measures and head counts', async () => {
    await open(`room/${roomId(2)}`, 3);
    const measures = screen.getByRole('region', { name: 'People and measures' });
    expect(within(measures).queryByRole('button', { name: /^Same as/ })).toBeNull();
  });

  it('strikes a room only with a reason, and brings it back', async () => {
    const { user, acts } = await open(`room/${roomId(2)}`, 3);
    await user.click(screen.getByRole('button', { name: 'Change the room' }));
    await user.click(screen.getByRole('button', { name: 'Strike', ...DIALOG }));
    await user.click(screen.getByRole('button', { name: 'Strike', ...DIALOG }));
    expect(acts()).toEqual([]);
    await user.type(screen.getByLabelText('Why is it struck?'), 'a store');
    await user.click(screen.getByRole('button', { name: 'Strike', ...DIALOG }));
    expect(acts().map((act) => [act.kind, act.sets?.[0]?.value])).toEqual([['retract', { why: 'a store' }]]);
  });

  it('splits a room into two that stand in its block', async () => {
    const { user, acts } = await open(`room/${roomId(2)}`, 3);
    await user.click(screen.getByRole('button', { name: 'Change the room' }));
    await user.click(screen.getByRole('button', { name: 'Split', ...DIALOG }));
    await user.click(screen.getByRole('button', { name: 'Split', ...DIALOG }));
    expect(acts().map((act) => act.kind)).toEqual(['create', 'create', 'retract']);
    expect(acts()[0]?.sets?.[0]?.value).toBe('102/1');
  });
});

describe('the sample', () => {
  it('is drawn with its seed, marked in the walk, and drawn again only with a reason', async () => {
    const { user, acts } = await open('sampling', 60);
    await user.click(await screen.findByRole('button', { name: 'Draw by lot' }));
    await user.type(screen.getByLabelText(/Your own seed/), 'dice 4 2 6');
    await user.click(screen.getByRole('button', { name: 'Draw', ...DIALOG }));
    expect(acts()[0]?.sets?.[0]).toMatchObject({ field: 'sample', value: { seed: 'dice 4 2 6' } });
    await user.click(screen.getByRole('button', { name: 'Draw again' }));
    await user.click(screen.getByRole('button', { name: 'Draw', ...DIALOG }));
    expect(acts().length).toBe(1);
    await user.type(screen.getByLabelText('Why is it drawn again?'), 'block 2 is closed');
    await user.click(screen.getByRole('button', { name: 'Draw', ...DIALOG }));
    await waitFor(() => expect(acts().map((act) => act.kind)).toEqual(['set', 'comment', 'set']));
  });
});
