/** Reading a code picture with the browser's own detector, where there is one (Chrome on Android). */

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

interface DetectorMaker {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const maker = (): DetectorMaker | undefined =>
  (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;

export async function scanningIsPossible(): Promise<boolean> {
  const found = maker();
  if (found === undefined || navigator.mediaDevices?.getUserMedia === undefined) return false;
  try {
    return (await found.getSupportedFormats()).includes('qr_code');
  } catch {
    return false;
  }
}

/** Shows the camera in `video` and looks for a code four times a second; resolves with its text, or null
 * once `signal` stops it. Rejects where the camera is not given. */
export async function scan(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const Maker = maker();
  if (Maker === undefined) return null;
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment' },
    audio: false,
  });
  try {
    video.srcObject = stream;
    await video.play();
    return await lookFor(new Maker({ formats: ['qr_code'] }), video, signal);
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

async function lookFor(
  detector: Detector,
  video: HTMLVideoElement,
  signal: AbortSignal,
): Promise<string | null> {
  while (!signal.aborted) {
    const [found] = await detector.detect(video);
    if (found !== undefined) return found.rawValue;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return null;
}
