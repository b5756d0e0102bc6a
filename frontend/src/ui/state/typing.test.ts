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

function left(typed: string, seen: readonly string[] = []): string {
  return JSON.stringify({ typed, seen });
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
    expect(ports.drafts).toEqual([JSON.stringify({ typed: '3,', seen: [] }), null]);
  });

  it('comes back with the draft that an earlier page left', async () => {
    const typing = new Typing(desk(left('4,2')));
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

  it('leaves half a number as it was typed when it is recorded at a pause', async () => {
    const ports = desk();
    const recorded = () => (ports.written.at(-1) ?? '').replace(/,$/, '');
    const typing = new Typing({ ...ports, recorded });
    typing.type('7,');
    await vi.advanceTimersByTimeAsync(RECORD_AFTER_MS);
    expect([typing.text, typing.isDirty]).toEqual(['7,', false]);
    await typing.commit();
    expect(typing.text).toBe('7');
  });

  it('shows what comes from elsewhere in the place of what was recorded at a pause', async () => {
    const ports = desk();
    const typing = new Typing(ports);
    typing.type('7');
    await vi.advanceTimersByTimeAsync(RECORD_AFTER_MS);
    ports.written.push('9');
    expect(typing.text).toBe('9');
  });

  it('records once where the field is left while the pause is being written', async () => {
    let release = () => {};
    const ports = desk();
    const record = vi.fn(async (typed: string) => {
      await new Promise<void>((resolve) => (release = resolve));
      ports.written.push(typed);
      return true;
    });
    const typing = new Typing({ ...ports, record });
    typing.type('12');
    await vi.advanceTimersByTimeAsync(RECORD_AFTER_MS);
    const leaving = typing.commit();
    release();
    await leaving;
    expect(record).toHaveBeenCalledTimes(1);
  });

  it('takes a draft away that says what is recorded already', async () => {
    const ports = desk(left('5'));
    ports.written.push('5');
    const typing = new Typing(ports);
    await vi.advanceTimersByTimeAsync(0);
    expect([typing.isDirty, ports.drafts]).toEqual([false, [null]]);
  });

  it('does not bring a draft back into a field that was typed into and recorded meanwhile', async () => {
    let read: (kept: string) => void = () => {};
    const ports = { ...desk(), draft: () => new Promise<string>((resolve) => (read = resolve)) };
    const typing = new Typing(ports);
    typing.type('8');
    await typing.commit();
    read(left('5'));
    await vi.advanceTimersByTimeAsync(0);
    expect([typing.text, ports.drafts]).toEqual(['8', [null]]);
  });

  it('records a draft over what its author saw, not over what stands there now', async () => {
    const ports = { ...desk(left('5', ['op-1'])), standing: () => ['op-2'], record: vi.fn(async () => true) };
    const typing = new Typing(ports);
    await vi.advanceTimersByTimeAsync(0);
    await typing.commit();
    expect(ports.record).toHaveBeenCalledWith('5', ['op-1']);
  });

  it('goes on without a draft that cannot be read', async () => {
    const typing = new Typing({ ...desk(), draft: async () => Promise.reject(new Error('locked')) });
    await vi.advanceTimersByTimeAsync(0);
    expect(typing.isDirty).toBe(false);
  });
});
