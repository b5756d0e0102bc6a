import { expect, it, vi } from 'vitest';
import type { Invitation } from './enrol_link';
import { type Inspector, Session, type SessionDoors } from './session.svelte';

const FIRST: Inspector = { profile: 'p1', name: 'u_1', isLetIn: true, kind: 'pin', unsent: 7 };
const SECOND: Inspector = { profile: 'p2', name: 'u_2', isLetIn: true, kind: 'pin', unsent: 0 };
const INVITED: Invitation = { code: 'ABCDE23456', keyHash: null, host: null };

function started(inspectors: Inspector[] = [FIRST], more: Partial<SessionDoors> = {}) {
  const doors = {
    look: vi.fn(async () => ({ loss: null, inspectors: [...inspectors], last: 'p1' })),
    enrol: vi.fn(async () => {
      inspectors.push(SECOND);
      return { profile: 'p2', isLetIn: true };
    }),
    unlock: vi.fn(async (profile: string) => ({ profile, isLetIn: true })),
    open: vi.fn(async () => undefined),
    lock: vi.fn(async () => undefined),
    changeSecret: vi.fn(async () => null),
    wipe: vi.fn(async () => true),
    lossSeen: vi.fn(async () => undefined),
    persist: vi.fn(async () => true),
    ...more,
  } satisfies SessionDoors;
  const afterLock = vi.fn((): boolean | undefined => undefined);
  return { session: new Session(doors, afterLock), doors, afterLock };
}

it('asks a tablet that knows nobody to be let in, and one that knows somebody to be unlocked', async () => {
  const empty = started([]);
  await empty.session.start(null);
  expect(empty.session.stage).toBe('enrol');
  const known = started();
  await known.session.start(null);
  expect(known.session.stage).toBe('locked');
});

it('lets a second inspector in without a word of erasing the first', async () => {
  const { session, doors } = started();
  await session.start(null);
  await session.unlock('483920');
  await session.handOver();
  await session.letInAnother(INVITED);
  await session.enrol({ invitation: INVITED, label: 'Tablet', secret: '592017' });
  expect(session.inspectors.map(({ profile, unsent }) => [profile, unsent])).toEqual([
    ['p1', 7],
    ['p2', 0],
  ]);
  expect(session.inspector?.profile).toBe('p2');
  expect(doors.lock).toHaveBeenCalled();
  expect(doors.wipe).not.toHaveBeenCalled();
});

it('says so where the storage does not open, drops the keys, and can be tried again', async () => {
  const open = vi.fn(async () => Promise.reject(new Error('gone')));
  const { session, doors } = started([FIRST], { open });
  await session.start(null);
  expect(await session.unlock('483920')).toEqual({ code: 'storage' });
  expect(session.stage).toBe('locked');
  expect(doors.lock).toHaveBeenCalledOnce();
});

it('opens nothing on a wrong secret', async () => {
  const wrong = { code: 'wrong', tries: 2, waitSeconds: 0 } as const;
  const { session, doors } = started([FIRST], { unlock: vi.fn(async () => wrong) });
  await session.start(null);
  expect(await session.unlock('000000')).toEqual(wrong);
  expect(session.stage).toBe('locked');
  expect(doors.open).not.toHaveBeenCalled();
});

it('warns in full, once, where the browser does not promise to keep the storage', async () => {
  const { session } = started([], { persist: vi.fn(async () => false) });
  await session.start(INVITED);
  await session.enrol({ invitation: INVITED, label: 'Tablet', secret: '592017' });
  expect(session.stage).toBe('persist');
  session.acceptNotPersisted();
  await session.lock();
  await session.unlock('592017');
  expect(session.stage).toBe('open');
});

it('shows a loss before anything else', async () => {
  const loss = { unsent: 12, countedAt: new Date(0) };
  const { session, doors } = started([], { look: async () => ({ loss, inspectors: [], last: null }) });
  await session.start(null);
  expect(session.stage).toBe('lost');
  await session.lossSeen();
  expect(doors.lossSeen).toHaveBeenCalledOnce();
  expect(session.stage).toBe('enrol');
});

it('tells what is open before the keys go, and starts anew only after them', async () => {
  const order: string[] = [];
  const { session, afterLock } = started([FIRST], {
    lock: async () => {
      order.push('keys');
    },
  });
  afterLock.mockImplementation(() => order.push('anew') > 0);
  session.beforeLock(() => order.push('screens'));
  await session.start(null);
  await session.unlock('483920');
  await session.lock();
  expect(order).toEqual(['screens', 'keys', 'anew']);
  expect(session.stage).toBe('opening'); // nothing to touch on a page that goes
});

it('says that the storage is unusable where it cannot even be looked at', async () => {
  const { session } = started([], { look: async () => Promise.reject(new Error('gone')) });
  await session.start(null);
  expect(session.stage).toBe('unusable');
});
