/** The road to the server: one request, one answer or none. */
import type { World } from './ports';
import type { Door, Reply, Request } from './wire';

/** Null: no answer. Never rejects. */
export type Send = (request: Request) => Promise<Reply | null>;

const USUAL_MS = 45_000;
/** A piece of 256 KiB at 64 kbit/s takes half a minute. */
const PIECE_MS = 90_000;
export const LONGEST_MS = PIECE_MS;

/** Over HTTP to `root`, as `https://inspect.example/`; the paths of requests are appended to it. */
export function overHttp(
  root: string,
  world: World,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Send {
  const base = root.endsWith('/') ? root : `${root}/`;
  return async (request) => {
    const start = world.ticks();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutOf(request.door));
    try {
      const answer = await fetch(base + request.path.slice(1), {
        method: request.method,
        headers: request.headers,
        body: request.body.length > 0 || isWriting(request) ? request.body : null,
        cache: 'no-store',
        credentials: 'omit',
        // A portal that sends us elsewhere is to be noticed, not followed.
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        signal: abort.signal,
      });
      const body = new Uint8Array(await answer.arrayBuffer());
      const at = { wallMs: world.now(), tookMs: world.ticks() - start };
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body,
        isElsewhere: answer.type === 'opaqueredirect',
        at,
      };
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  };
}

function isWriting(request: Request): boolean {
  return request.method === 'PATCH' || request.method === 'POST';
}

function timeoutOf(door: Door): number {
  return door === 'chunk' || door === 'reference' ? PIECE_MS : USUAL_MS;
}

/** The browser's own clocks and chance. */
export function browserWorld(): World {
  return {
    now: () => Date.now(),
    ticks: () => performance.now(),
    random: (bytes) => crypto.getRandomValues(bytes),
    chance: () => Math.random(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
