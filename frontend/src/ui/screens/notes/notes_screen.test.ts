import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { setLanguage } from '../../../i18n/messages.svelte';
import { EvidenceInMemory } from '../../../testing/evidence_in_memory';
import { inventedFacility } from '../../../testing/invented_visit';
import { OpenedInMemory } from '../../../testing/opened_in_memory';
import VisitHarness from '../../../testing/VisitHarness.svelte';
import { Visit } from '../../state/visit.svelte';
import NotesScreen from './NotesScreen.svelte';

const CHECKLIST = { id: 'x', version: 1, title: {}, criteria: [], questions: [] };

beforeAll(() => setLanguage('en'));

function shown() {
  const opened = new OpenedInMemory();
  const visit = new Visit(opened, inventedFacility(0, CHECKLIST), CHECKLIST, { norms: [] } as never);
  const given = { params: { insp: opened.insp } };
  render(VisitHarness, { visit, component: NotesScreen, given, evidence: new EvidenceInMemory() });
  const field = () => screen.getByRole<HTMLTextAreaElement>('textbox');
  return { opened, field, user: userEvent.setup() };
}

it('records a note once, however often its button is touched', async () => {
  const { opened, field, user } = shown();
  opened.delayMs = 30;
  await user.type(field(), 'The boiler was off.');
  const add = screen.getByRole('button', { name: /add/i });
  await Promise.all([user.click(add), user.click(add)]);
  await waitFor(() => expect(field().value).toBe(''));
  expect(opened.acts).toHaveLength(1);
});

it('keeps what was written on while a note went to the disk', async () => {
  const { opened, field, user } = shown();
  opened.delayMs = 50;
  await user.type(field(), 'The boiler');
  await user.click(screen.getByRole('button', { name: /add/i }));
  await user.type(field(), ' was off.');
  await waitFor(() => expect(opened.acts).toHaveLength(1));
  expect(field().value).toBe('The boiler was off.');
});
