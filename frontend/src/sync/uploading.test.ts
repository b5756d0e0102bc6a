// @vitest-environment node
/** Files on a good line, on a bad one, and at a server that has its own mind. */
import { beforeEach, describe, expect, it } from 'vitest';
import { bare, FakeServer } from './testing/fake_server';
import { TestTablet } from './testing/tablet';
import type { Send } from './transport';
import { FIRST_PIECE, LARGEST_PIECE, SMALLEST_PIECE } from './uploading';

let server: FakeServer;
let tablet: TestTablet;
let insp: string;

beforeEach(async () => {
  server = await FakeServer.start();
  tablet = await TestTablet.make(server.send);
  await tablet.enrol('ABCDEFGHJK');
  insp = await tablet.visit(1);
});

function once(door: string, status: number) {
  let isLeft = true;
  server.judge = (request) => {
    if (request.door !== door || !isLeft) return null;
    isLeft = false;
    return bare(status);
  };
}

describe('a file', () => {
  it('goes out in pieces behind its operation and is kept until the receipt', async () => {
    const sha = await tablet.attach(insp, 150_000);
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(server.files.get(sha)).toHaveLength(150_000);
    expect(server.doors()).toEqual([
      'enrol',
      'push',
      'pull',
      'create',
      'chunk',
      'chunk',
      'chunk',
      'references',
    ]);
    const row = await tablet.session.photos.row(sha);
    expect(row?.st).toBe(1);
    expect(row?.receipt).toContain('is_complete');
    expect((await tablet.session.photos.read(sha))?.byteLength).toBe(150_000);
  });

  it('tells how far it is', async () => {
    const sha = await tablet.attach(insp, 150_000);
    const seen: number[] = [];
    tablet.engine.state.subscribe(({ blobs }) => seen.push(...blobs.map((file) => file.sent)));
    await tablet.engine.synchronise();
    expect(new Set(seen)).toEqual(new Set([0, FIRST_PIECE, 2 * FIRST_PIECE]));
    expect(tablet.engine.state.value.blobs.map((file) => file.sha)).not.toContain(sha);
  });

  it('is not sent again where the server has it', async () => {
    const sha = await tablet.attach(insp, 1000);
    server.files.set(sha, new Uint8Array(1000));
    await tablet.engine.synchronise();
    expect(server.count('chunk')).toBe(0);
    expect((await tablet.session.photos.row(sha))?.st).toBe(1);
  });

  it('never delays an operation', async () => {
    await tablet.attach(insp, 300_000);
    server.judge = (request) => (request.door === 'push' ? bare(500) : null);
    await tablet.engine.synchronise();
    expect(server.count('create')).toBe(0);
  });

  it('waits on a metered line where the inspector wants that, and is shown as waiting', async () => {
    await tablet.attach(insp, 1000);
    tablet.engine.uploader.isHeldBack = () => true;
    await tablet.engine.synchronise();
    expect(server.count('create')).toBe(0);
    expect(tablet.engine.state.value).toMatchObject({ filesAreHeldBack: true, unsent: 0 });
  });

  it('goes behind signatures, and behind what was handed in; the newest first', async () => {
    const other = await tablet.visit(0);
    const [old, young] = [await tablet.attach(insp, 100), await tablet.attach(insp, 101)];
    const [signature, handedIn] = [await tablet.attach(insp, 102, 'sign'), await tablet.attach(other, 103)];
    tablet.submitted.add(other);
    await tablet.outbox.run((db) => db.blob.update(old, { at: 1 }));
    const order = (await tablet.disk.blobs.waiting()).map((file) => file.sha);
    expect(order).toEqual([signature, handedIn, young, old]);
  });
});

describe('trouble with a file', () => {
  it.each([409, 460])('%i: it is asked how much arrived, and goes on there', async (status) => {
    const sha = await tablet.attach(insp, 400_000);
    once('chunk', status);
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(server.files.has(sha)).toBe(true);
    expect(server.count('offset')).toBe(1);
  });

  it.each([404, 410, 422])('%i: the upload is begun again', async (status) => {
    const sha = await tablet.attach(insp, 400_000);
    once('chunk', status);
    await tablet.engine.synchronise();
    expect(server.files.has(sha)).toBe(true);
    expect(server.count('create')).toBe(2);
  });

  it('413: smaller pieces', async () => {
    const sha = await tablet.attach(insp, 400_000);
    server.judge = (request) => (request.body.length > 70_000 ? bare(413) : null);
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(server.files.has(sha)).toBe(true);
  });

  it.each([400, 401, 403, 413])(
    '%i at the announcement puts it off and lets the others pass',
    async (status) => {
      const [refused, taken] = [await tablet.attach(insp, 1000), await tablet.attach(insp, 1001)];
      server.judge = (request, said) =>
        request.door === 'create' && said.sha === refused ? bare(status) : null;
      expect(await tablet.engine.synchronise()).toBe('done');
      expect([server.files.has(refused), server.files.has(taken)]).toEqual([false, true]);
      expect(tablet.engine.state.value.blobs).toMatchObject([{ sha: refused, state: 'refused' }]);
      expect(server.requests.length).toBeLessThan(10);
    },
  );

  it.each([429, 503])('%i: files wait as long as the server asks, operations do not', async (status) => {
    const sha = await tablet.attach(insp, 1000);
    server.judge = (request) => (request.door === 'create' ? bare(status, { 'retry-after': '600' }) : null);
    expect(await tablet.engine.synchronise()).toBe('done');
    server.judge = () => null;
    await tablet.record(insp, 'facility:f1', 'set', { 'answer.beds': { state: 'answered', value: 1 } });
    await tablet.engine.synchronise();
    expect([await tablet.unsent(), server.files.has(sha)]).toEqual([0, false]);
    tablet.world.counted += 600_000 * 1.25;
    await tablet.engine.synchronise();
    expect(server.files.has(sha)).toBe(true);
  });

  it('a receipt that nobody signed is none', async () => {
    const sha = await tablet.attach(insp, 1000);
    const text = JSON.stringify({
      p: JSON.stringify({ kind: 'insp', sha, is_complete: true }),
      sig: 'x',
      kid: 'y',
    });
    server.judge = (request) => (request.door === 'chunk' ? bare(200, {}, text) : null);
    await tablet.engine.synchronise();
    expect((await tablet.session.photos.row(sha))?.st).toBe(0);
  });

  it('a server that was set back is asked for its receipts anew', async () => {
    const sha = await tablet.attach(insp, 1000);
    await tablet.engine.synchronise();
    server.logs.get(insp)?.splice(1);
    server.files.clear();
    await tablet.engine.synchronise();
    expect(server.files.has(sha)).toBe(true);
  });
});

describe('a line that is cut every 700 kB', () => {
  /** Counts what crossed the line, and cuts it in the middle of whatever is under way. */
  function cutEvery(bytes: number, to: Send): { send: Send; crossed: () => number } {
    let [crossed, left] = [0, bytes];
    const send: Send = async (request) => {
      const size = request.body.length;
      if (size > left) {
        crossed += left;
        left = bytes;
        return null;
      }
      crossed += size;
      left -= size;
      return to(request);
    };
    return { send, crossed: () => crossed };
  }

  it.each([4_000_000, 12_000_000])(
    '%i bytes arrive whole, with less than a tenth sent twice',
    async (size) => {
      const line = cutEvery(700_000, server.send);
      const weak = await TestTablet.make(line.send);
      await weak.enrol('ABCDEFGHJK');
      const sha = await weak.attach(await weak.visit(0), size);
      expect(await weak.engine.synchronise()).toBe('done');
      expect(server.files.get(sha)).toHaveLength(size);
      expect(line.crossed()).toBeLessThan(1.1 * size);
      expect(weak.engine.uploader.piece).toBeLessThan(LARGEST_PIECE);
      expect(weak.engine.uploader.piece).toBeGreaterThanOrEqual(SMALLEST_PIECE);
    },
  );

  it('a line that brings nothing at all is left alone after two tries', async () => {
    await tablet.attach(insp, 1_000_000);
    server.judge = (request) => (request.door === 'chunk' || request.door === 'offset' ? 'lost' : null);
    expect(await tablet.engine.synchronise()).toBe('broken');
    expect(server.count('chunk') + server.count('offset')).toBeLessThan(4);
  });
});
