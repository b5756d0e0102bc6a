import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { setLanguage } from '../../../i18n/messages.svelte';
import { EvidenceInMemory } from '../../../testing/evidence_in_memory';
import { inventedFacility } from '../../../testing/invented_visit';
import { OpenedInMemory } from '../../../testing/opened_in_memory';
import VisitHarness from '../../../testing/VisitHarness.svelte';
import { Visit } from '../../state/visit.svelte';
import SignatureCard from './SignatureCard.svelte';

const CHECKLIST = { id: 'x', version: 1, title: {}, criteria: [], questions: [] };
const WORDS = 'The toilet is being mended.';

beforeAll(() => setLanguage('en'));

function show(opened: OpenedInMemory) {
  const visit = new Visit(opened, inventedFacility(0, CHECKLIST), CHECKLIST, { norms: [] } as never);
  const given = { signer: 'facility_head', inForce: undefined };
  return render(VisitHarness, { visit, component: SignatureCard, given, evidence: new EvidenceInMemory() });
}

it('keeps the objections of the head while they are dictated, through a page that is killed', async () => {
  const opened = new OpenedInMemory();
  const user = userEvent.setup();
  const page = show(opened);
  await user.type(screen.getByRole('textbox'), WORDS);
  page.unmount();
  show(opened);
  await waitFor(() => expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe(WORDS));
});

it('records them with the signature, once, and the draft is gone', async () => {
  const opened = new OpenedInMemory();
  opened.delayMs = 20;
  const user = userEvent.setup();
  show(opened);
  await user.type(screen.getByRole('textbox'), WORDS);
  const give = screen.getByRole('button', { name: /sign/i });
  await Promise.all([user.click(give), user.click(give)]);
  await waitFor(() => expect(opened.acts.map((act) => act.more?.objections)).toEqual([WORDS]));
  await waitFor(async () => expect(await opened.draft(`inspection:${opened.insp}`, 'objections')).toBeNull());
});
