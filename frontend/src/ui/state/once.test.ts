import { expect, it, vi } from 'vitest';
import { once } from './once';

it('does nothing again while it runs, and can be done anew afterwards', async () => {
  let end = () => {};
  const work = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
  const touched = once(work);
  const first = touched();
  await touched();
  end();
  await first;
  expect(work).toHaveBeenCalledTimes(1);
  void touched();
  expect(work).toHaveBeenCalledTimes(2);
});

it('can be tried again after a failure', async () => {
  const work = vi.fn(async () => Promise.reject(new Error('full')));
  const touched = once(work);
  await expect(touched()).rejects.toThrow('full');
  await expect(touched()).rejects.toThrow('full');
});
