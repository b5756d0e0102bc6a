import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DRAFT_EVERY_MS, RECORD_AFTER_MS, Typing, type TypingPorts } from './typing.svelte';

vi.mock('svelte', async (original) => ({ ...(await original<object>()), onDestroy: () => {} }));

interface Desk extends TypingPorts {
  readonly written: string[];
  readonly drafts: (string | null)[];
}

function desk(kept: string | null = null, reachesDisk = () => true): Desk {
  const written: string[] = [];
  const drafts: (string | null)[] = [];
  return {
    written,
    drafts,
    recorded: () => written.at(-1) ?? '',
    record: async (typed) => {
      if (!reachesDisk()) return false;
      written.push(typed);
      return true;
    },
    keepDraft: async (typed) => void drafts.push(typed),
    draft: async () => kept,
  };
}

describe('typing', () => {
  beforeEach(() => vi.useFakeTimers());

  it('records once, 400 ms after the last key', async () => {
    const ports = desk();
    const typing = new Typing(ports);
    for (const text of ['7', '7,', '7,8']) typing.type(text);
    await vi.advanceTimersByTimeAsync(RECORD_AFTER_MS - 1);
    expect(ports.written).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ports.written).toEqual(['7,8']);
  });

  it('records at once on leaving the field', async () => {
    const ports = desk();
    const typing = new Typing(ports);
    typing.type('12');
    await typing.commit();
    expect(ports.written).toEqual(['12']);
    expect(typing.isDirty).toBe(false);
  });

  it('keeps what did not reach the disk in the field', async () => {
    const typing = new Typing(desk(null, () => false));
    typing.type('12');
    await typing.commit();
    expect(typing.text).toBe('12');
    expect(typing.isDirty).toBe(true);
  });

  it('keeps a draft within a second of typing, and takes it away once recorded', async () => {
    let works = false;
    const ports = desk(null, () => works);
    const typing = new Typing(ports);
    typing.type('3,');
    await vi.advanceTimersByTimeAsync(DRAFT_EVERY_MS);
    works = true;
    await typing.commit();
    expect(ports.drafts).toEqual(['3,', null]);
  });

  it('comes back with the draft that an earlier page left', async () => {
    const typing = new Typing(desk('4,2'));
    await vi.advanceTimersByTimeAsync(0);
    expect(typing.text).toBe('4,2');
  });

  it('does not lose a key that is pressed while the one before is being written', async () => {
    let release: (ok: boolean) => void = () => {};
    const ports = { ...desk(), record: () => new Promise<boolean>((resolve) => (release = resolve)) };
    const typing = new Typing(ports);
    typing.type('1');
    const writing = typing.commit();
    typing.type('12');
    release(true);
    await writing;
    expect(typing.text).toBe('12');
  });
});
