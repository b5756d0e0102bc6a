import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { setLanguage } from '../../i18n/messages.svelte';
import SheetHarness from '../../testing/SheetHarness.svelte';

beforeAll(() => setLanguage('en'));

it('gives the focus back to what opened it, also where its owner takes it away as it closes', async () => {
  const user = userEvent.setup();
  render(SheetHarness, { opensFrom: 'Open' });
  await user.click(screen.getByRole('button', { name: 'Open' }));
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Open'));
});

it('gives the focus to the heading of the screen where what opened it is gone', async () => {
  const user = userEvent.setup();
  render(SheetHarness, { opensFrom: 'Open', vanishes: true });
  await user.click(screen.getByRole('button', { name: 'Open' }));
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(document.activeElement?.tagName).toBe('H1'));
});
