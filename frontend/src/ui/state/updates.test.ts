import { expect, it, vi } from 'vitest';
import { type AtRisk, offerOf, Updates } from './updates.svelte';

const NOTHING: AtRisk = { isDirty: false, isSending: false, isVisiting: false, unsent: 0 };

class Worker extends EventTarget {
  state = 'installed';
  readonly postMessage = vi.fn();
}

class Registration extends EventTarget {
  active: Worker | null = new Worker();
  waiting: Worker | null = null;
  installing: Worker | null = null;
  update = vi.fn(async () => undefined);
}

class Workers extends EventTarget {
  controller: object | null = {};
  readonly registration = new Registration();
  readonly register = vi.fn(async () => this.registration);
}

async function started(prepare: (workers: Workers) => void = () => undefined) {
  const workers = new Workers();
  prepare(workers);
  const startAnew = vi.fn();
  const updates = new Updates(workers as unknown as ServiceWorkerContainer, startAnew);
  await updates.register('/app/sw.js');
  return { workers, updates, startAnew };
}

const withOneWaiting = (workers: Workers) => {
  workers.registration.waiting = new Worker();
};

it('offers nothing while no new version waits', () => {
  expect(offerOf(false, NOTHING)).toBe('none');
});

it('waits while anything is unsaved, on its way or on the screen', () => {
  for (const risk of [{ isDirty: true }, { isSending: true }, { isVisiting: true }]) {
    expect(offerOf(true, { ...NOTHING, ...risk })).toBe('later');
  }
});

it('asks first where unsent work stays on the tablet', () => {
  expect(offerOf(true, { ...NOTHING, unsent: 3 })).toBe('confirm');
  expect(offerOf(true, NOTHING)).toBe('offer');
});

it('does not let the new version in over a form that became dirty after the offer', async () => {
  const { workers, updates } = await started(withOneWaiting);
  expect(updates.accept(() => ({ ...NOTHING, isDirty: true }), true)).toBe(false);
  expect(workers.registration.waiting?.postMessage).not.toHaveBeenCalled();
});

it('starts anew only after the inspector agreed', async () => {
  const { workers, updates, startAnew } = await started(withOneWaiting);
  expect(updates.accept(() => NOTHING, false)).toBe(true);
  expect(workers.registration.waiting?.postMessage).toHaveBeenCalledWith({ type: 'SKIP_WAITING' });
  workers.dispatchEvent(new Event('controllerchange'));
  expect(startAnew).toHaveBeenCalledOnce();
});

it('does not start anew over a visit that was opened after the inspector agreed', async () => {
  const { workers, updates, startAnew } = await started(withOneWaiting);
  let risk = NOTHING;
  expect(updates.accept(() => risk, false)).toBe(true);
  risk = { ...NOTHING, isVisiting: true };
  workers.dispatchEvent(new Event('controllerchange'));
  expect([startAnew.mock.calls.length, updates.isOutdated]).toEqual([0, true]);
});

it('never starts anew because another window agreed: it says so', async () => {
  const { workers, updates, startAnew } = await started(withOneWaiting);
  workers.dispatchEvent(new Event('controllerchange'));
  expect(startAnew).not.toHaveBeenCalled();
  expect(updates.isOutdated).toBe(true);
});

it('takes the very first installation for no update', async () => {
  const { workers, updates } = await started((one) => {
    one.controller = null;
    one.registration.active = null;
    one.registration.waiting = new Worker();
  });
  expect(updates.isWaiting).toBe(false);
  workers.dispatchEvent(new Event('controllerchange'));
  expect(updates.isOutdated).toBe(false);
});

it('notices a version that arrives while the app is open', async () => {
  const { workers, updates } = await started();
  const arriving = new Worker();
  workers.registration.installing = arriving;
  workers.registration.dispatchEvent(new Event('updatefound'));
  workers.registration.waiting = arriving;
  arriving.dispatchEvent(new Event('statechange'));
  expect(updates.isWaiting).toBe(true);
});

it('says "no network" where the search for a version fails, and stays as it is', async () => {
  const { workers, updates } = await started();
  workers.registration.update.mockRejectedValue(new TypeError('failed'));
  await updates.search();
  expect(updates.searched).toBe('no_network');
  expect(updates.isWaiting).toBe(false);
});
