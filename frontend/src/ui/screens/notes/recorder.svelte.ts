import { stillHere } from '../../../db/idle';

/** A voice note while it is being spoken. */
const MIMES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/webm'];
export const LONGEST_SECONDS = 300;

export class VoiceRecorder {
  seconds = $state(0);
  state = $state<'idle' | 'asking' | 'recording' | 'refused'>('idle');
  private recorder: MediaRecorder | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private pieces: Blob[] = [];
  private turn = 0;

  /** Asks for the microphone and begins; `refused` where the page may not hear. */
  async start(): Promise<void> {
    if (this.state === 'asking' || this.state === 'recording') return;
    this.state = 'asking';
    const mine = ++this.turn;
    let stream: MediaStream | null = null;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (mine !== this.turn) return silence(stream); // stopped before anybody allowed it
      const mimeType = MIMES.find((one) => MediaRecorder.isTypeSupported(one));
      this.recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
      this.pieces = [];
      this.recorder.ondataavailable = (event) => this.pieces.push(event.data);
      this.recorder.start(1000);
      this.seconds = 0;
      this.state = 'recording';
      this.timer = setInterval(() => this.tick(), 1000);
    } catch {
      if (stream !== null) silence(stream);
      if (mine === this.turn) this.state = 'refused';
    }
  }

  /** What was spoken; null where nothing was. */
  async stop(): Promise<{ bytes: ArrayBuffer; mime: string } | null> {
    const recorder = this.recorder;
    clearInterval(this.timer);
    this.turn += 1;
    this.recorder = null;
    this.state = 'idle';
    if (recorder === null) return null;
    if (recorder.state !== 'inactive') {
      await new Promise((resolve) => {
        recorder.onstop = resolve;
        recorder.stop();
      });
    }
    silence(recorder.stream);
    const mime = (recorder.mimeType || 'audio/webm').split(';')[0] ?? 'audio/webm';
    const whole = new Blob(this.pieces, { type: mime });
    return whole.size === 0 ? null : { bytes: await whole.arrayBuffer(), mime };
  }

  /** At the longest the microphone is let go; what was spoken waits for `stop`. */
  private tick(): void {
    this.seconds += 1;
    stillHere(document);
    if (this.seconds < LONGEST_SECONDS || this.recorder === null) return;
    clearInterval(this.timer);
    const { recorder } = this;
    recorder.onstop = () => silence(recorder.stream);
    recorder.stop();
  }
}

function silence(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
