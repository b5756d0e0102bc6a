import { beforeEach, expect, it, vi } from 'vitest';
import { LONGEST_SECONDS, VoiceRecorder } from './recorder.svelte';

/** A microphone that counts who listens. */
class Stream {
  isOn = true;
  getTracks() {
    return [{ stop: () => (this.isOn = false) }];
  }
}

class Recorder {
  static isTypeSupported = () => true;
  state = 'inactive';
  mimeType = 'audio/webm;codecs=opus';
  ondataavailable: ((event: { data: Blob }) => void) | null = null;
  onstop: (() => void) | null = null;
  constructor(readonly stream: Stream) {}
  start() {
    this.state = 'recording';
  }
  stop() {
    this.state = 'inactive';
    this.ondataavailable?.({ data: new Blob(['words']) });
    queueMicrotask(() => this.onstop?.());
  }
}

let allow: (stream: Stream) => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('MediaRecorder', Recorder);
  const getUserMedia = () => new Promise((resolve) => (allow = resolve as typeof allow));
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
});

it('lets a microphone go that was allowed after nobody wanted it any more', async () => {
  const recorder = new VoiceRecorder();
  const starting = recorder.start();
  await recorder.stop();
  const stream = new Stream();
  allow(stream);
  await starting;
  expect([stream.isOn, recorder.state]).toEqual([false, 'idle']);
});

it('lets the microphone go at the longest, and keeps what was spoken', async () => {
  const recorder = new VoiceRecorder();
  const starting = recorder.start();
  const stream = new Stream();
  allow(stream);
  await starting;
  await vi.advanceTimersByTimeAsync(LONGEST_SECONDS * 1000);
  expect(stream.isOn).toBe(false);
  expect((await recorder.stop())?.bytes.byteLength).toBe(5);
});

it('tells while it is spoken into that somebody is here', async () => {
  const recorder = new VoiceRecorder();
  const starting = recorder.start();
  allow(new Stream());
  await starting;
  const heard = vi.fn();
  document.addEventListener('insp-still-here', heard);
  await vi.advanceTimersByTimeAsync(3000);
  expect(heard).toHaveBeenCalledTimes(3);
  await recorder.stop();
});
