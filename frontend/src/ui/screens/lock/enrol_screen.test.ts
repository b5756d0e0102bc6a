import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { setLanguage } from '../../../i18n/messages.svelte';
import { type Invitation, readInvitation } from '../../state/enrol_link';
import type { EnrolProblem } from '../../state/session.svelte';
import EnrolScreen from './EnrolScreen.svelte';

const KEY = '0123456789abcdef0123456789abcdef';
const INVITED = readInvitation(`#enrol=ABCDE23456&key=${KEY}`);

function show(invitation: Invitation | null, answer: EnrolProblem | null = null, isSetUp = false) {
  const onenrol = vi.fn(async () => answer);
  render(EnrolScreen, { invitation, isSetUp, onenrol });
  return { onenrol, user: userEvent.setup() };
}

async function choosePin(user: ReturnType<typeof userEvent.setup>, pin: string, again = pin) {
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  await user.type(screen.getByLabelText(/^New PIN/), pin);
  await user.type(screen.getByLabelText('The same PIN again'), again);
  await user.click(screen.getByRole('button', { name: 'Let in' }));
}

beforeAll(() => setLanguage('en'));
beforeEach(() => {
  window.matchMedia ??= (() => ({ matches: false, addEventListener: () => undefined })) as never;
});

it('lets in with the code of the link and the chosen PIN', async () => {
  const { onenrol, user } = show(INVITED);
  await choosePin(user, '483920');
  expect(onenrol).toHaveBeenCalledWith({ invitation: INVITED, label: 'Tablet', secret: '483920' });
});

it('warns that a typed code alone pins no server', async () => {
  const { user } = show(null);
  await user.type(screen.getByLabelText('Link or code'), 'abcde 23456');
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  expect(screen.getByText(/cannot tell the right server/)).toBeTruthy();
});

it('sends nobody to another server by a pasted link', async () => {
  const { onenrol, user } = show(null);
  await user.type(
    screen.getByLabelText('Link or code'),
    `https://evil.example/app/#enrol=ABCDE23456&key=${KEY}`,
  );
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  expect(screen.getByRole('alert').textContent).toContain('https://evil.example');
  expect(onenrol).not.toHaveBeenCalled();
});

it('refuses two PINs that differ, and one that is guessed at once', async () => {
  const { onenrol, user } = show(INVITED);
  await choosePin(user, '483920', '483921');
  expect(screen.getByRole('alert').textContent).toMatch(/not the same/);
  await user.clear(screen.getByLabelText(/^New PIN/));
  await user.type(screen.getByLabelText(/^New PIN/), '123456');
  await user.click(screen.getByRole('button', { name: 'Let in' }));
  expect(screen.getByRole('alert').textContent).toMatch(/Guessable/);
  expect(onenrol).not.toHaveBeenCalled();
});

it('asks for a new code where the server refused it, and says why', async () => {
  const { user } = show(INVITED, { code: 'code_refused', isSetUp: true });
  await choosePin(user, '483920');
  await waitFor(() => expect(screen.getByLabelText('Link or code')).toBeTruthy());
  expect(screen.getByRole('alert').textContent).toMatch(/older than ten minutes/);
});

it('asks for no second PIN where the keys are open already', async () => {
  const { onenrol, user } = show(INVITED, null, true);
  await user.click(screen.getByRole('button', { name: 'Let in' }));
  expect(onenrol).toHaveBeenCalledWith({ invitation: INVITED, label: 'Tablet', secret: null });
});
