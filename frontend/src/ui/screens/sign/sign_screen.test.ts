import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { AssessmentShape } from '../../../domain/scoring/document_shape';
import { setLanguage } from '../../../i18n/messages.svelte';
import { EvidenceInMemory } from '../../../testing/evidence_in_memory';
import { inventedFacility } from '../../../testing/invented_visit';
import { OpenedInMemory } from '../../../testing/opened_in_memory';
import { Reviewer } from '../../../testing/reviewing';
import { scoringVector } from '../../../testing/scoring_vectors';
import VisitHarness from '../../../testing/VisitHarness.svelte';
import { Visit } from '../../state/visit.svelte';
import SignScreen from './SignScreen.svelte';
import { sign } from './signing';

const CHECKLIST = { id: 'x', version: 1, title: {}, criteria: [], questions: [] };

beforeAll(() => setLanguage('en'));
beforeEach(() => {
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false;
  };
});

async function returned() {
  const opened = new OpenedInMemory();
  const own = `inspection:${opened.insp}`;
  await opened.record({ entity: own, kind: 'create', more: { type: 'inspection' } });
  const visit = new Visit(opened, inventedFacility(0, CHECKLIST), CHECKLIST, { norms: [] } as never);
  const reviewer = new Reviewer(opened);
  const remark = reviewer.remark('a', { e: own }, 'Which day was it?');
  reviewer.act('return', own, { comments: [remark] });
  const evidence = new EvidenceInMemory();
  const show = (scored?: AssessmentShape) =>
    render(VisitHarness, {
      visit,
      component: SignScreen,
      given: { params: { insp: opened.insp } },
      evidence,
      scored,
    });
  const signNow = () =>
    sign(visit, evidence, { role: 'inspector', drawn: null, isRefused: false, objections: '' });
  return { opened, visit, reviewer, remark, show, signNow, user: userEvent.setup() };
}

it('lists open remarks before the submission, and lets it go out all the same', async () => {
  const { opened, show, signNow, user } = await returned();
  await signNow();
  show();
  await user.click(screen.getByRole('button', { name: 'Submit' }));
  const sheet = screen.getByRole('dialog');
  expect(within(sheet).getByText('Which day was it?')).toBeTruthy();
  await user.click(within(sheet).getByRole('button', { name: 'Submit' }));
  expect(opened.acts.at(-1)?.kind).toBe('submit');
});

it('warns of nothing once every remark was answered', async () => {
  const { visit, remark, show, signNow, user } = await returned();
  await visit.comment({ e: remark }, 'The fifteenth.');
  await signNow();
  show();
  await user.click(screen.getByRole('button', { name: 'Submit' }));
  expect(within(screen.getByRole('dialog')).queryByText('Which day was it?')).toBeNull();
});

it('tells before the submission that the rooms do not hold all the people, and where to look', async () => {
  const { show, signNow, user } = await returned();
  await signNow();
  show(scoringVector('one_good_room_of_many.json').result as unknown as AssessmentShape);
  await user.click(screen.getByRole('button', { name: 'Submit' }));
  const sheet = within(screen.getByRole('dialog'));
  expect(sheet.getByText(/rooms on the list: 10; people held: 500/)).toBeTruthy();
  expect(sheet.getByRole('link', { name: 'To the rooms' }).getAttribute('href')).toMatch(/rooms$/);
});

it('says nothing of people where the rooms hold them', async () => {
  const { show } = await returned();
  show(scoringVector('a_good_facility.json').result as unknown as AssessmentShape);
  expect(screen.queryByText(/people held/)).toBeNull();
});

it('asks for no signature and no submission of what was approved', async () => {
  const { reviewer, show } = await returned();
  reviewer.act('approve');
  show();
  expect(screen.queryByRole('button', { name: /Submit|Sign/ })).toBeNull();
  expect(screen.getByText(/kept as an addendum/)).toBeTruthy();
});
