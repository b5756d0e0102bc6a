// @vitest-environment node
/** What a tablet does when something on the way, or the server, answers with another status. */
import { beforeEach, describe, expect, it } from 'vitest';
import { bare, FakeServer, portalPage } from './testing/fake_server';
import { TestTablet } from './testing/tablet';
import type { Reply } from './wire';

const CODE = 'ABCDEFGHJK';

let server: FakeServer;
let tablet: TestTablet;
let insp: string;

beforeEach(async () => {
  server = await FakeServer.start();
  tablet = await TestTablet.make(server.send);
  expect(await tablet.enrol(CODE)).toMatchObject({ is: 'enrolled' });
  insp = await tablet.visit(5);
  server.requests.length = server.replies.length = 0;
});

function only(door: string, reply: () => Reply) {
  server.judge = (request) => (request.door === door ? reply() : null);
}

describe('a day without trouble', () => {
  it('sends everything, reads it back numbered, and asks no more than it must', async () => {
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(await tablet.unsent()).toBe(0);
    expect(await tablet.numbers(insp)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(server.doors()).toEqual(['push', 'pull', 'references']);
    expect(tablet.engine.state.value).toMatchObject({ reach: 'reached', unsent: 0, acked: 6 });
  });

  it('has nothing to send again', async () => {
    await tablet.engine.synchronise();
    server.requests.length = 0;
    await tablet.engine.synchronise();
    expect(server.doors()).toEqual(['pull']);
  });

  it('proves every request by the device key', async () => {
    await tablet.engine.synchronise();
    const dev = (await tablet.disk.chain.state())?.dev;
    for (const { headers } of server.requests) expect(headers['X-Device']).toBe(dev);
    expect(server.requests.every(({ headers }) => headers['X-Device-Signature']?.length === 86)).toBe(true);
  });
});

describe('what is no answer of the server', () => {
  const replayed = () => server.replies[0] ?? bare(599);
  const cut = (reply: Reply): Reply => ({ ...reply, body: reply.body.slice(0, reply.body.length / 2) });
  const spoilt = (reply: Reply): Reply => {
    const said = JSON.parse(new TextDecoder().decode(reply.body));
    const sig = said.sig.startsWith('A') ? `B${said.sig.slice(1)}` : `A${said.sig.slice(1)}`;
    return { ...reply, body: new TextEncoder().encode(JSON.stringify({ ...said, sig })) };
  };

  it.each([
    ['a portal', () => portalPage(), 'portal'],
    ['a way elsewhere', () => bare(302, { location: 'http://portal' }), 'portal'],
    ['500', () => bare(500, { 'content-type': 'text/html' }, '<h1>no</h1>'), 'no_network'],
    ['an empty 200', () => bare(200), 'no_network'],
    ['a replayed reply', replayed, 'no_network'],
    ['a cut reply', () => cut(replayed()), 'no_network'],
    ['a forged reply', () => spoilt(replayed()), 'no_network'],
  ])('%s moves nothing and asks once', async (_, reply, reach) => {
    await tablet.engine.synchronise('own');
    await tablet.record(insp, 'facility:f1', 'set', { 'answer.beds': { state: 'answered', value: 9 } });
    server.requests.length = 0;
    server.judge = () => reply();
    expect(await tablet.engine.synchronise()).toBe('broken');
    expect(await tablet.unsent()).toBe(1);
    expect(server.requests).toHaveLength(1);
    expect(tablet.engine.state.value.reach).toBe(reach);
    server.judge = () => null;
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(await tablet.unsent()).toBe(0);
  });

  it('a reply for another device is not heeded', async () => {
    server.also = { dev: 'd_somebody' };
    await tablet.engine.synchronise('own');
    expect(await tablet.unsent()).toBe(6);
  });
});

describe('too much at once', () => {
  it('413: a proxy that takes little gets little, and more again bit by bit', async () => {
    server.judge = (request, said) =>
      request.door === 'push' && (said.ops as unknown[]).length > 1 ? bare(413) : null;
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(await tablet.unsent()).toBe(0);
    expect(tablet.engine.pusher.limit).toBeGreaterThan(1);
  });

  it('413 for a single operation: it is kept and shown, and reading goes on', async () => {
    only('push', () => bare(413));
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(tablet.engine.state.value.stuck).toMatchObject([{ insp, seq: 1, why: 'too_large' }]);
    expect(server.count('pull')).toBe(1);
    expect(server.count('push')).toBeLessThan(6);
  });

  it('400: the operation that cannot be parsed is found and kept', async () => {
    server.judge = (_, said) =>
      ((said.ops ?? []) as { seq: number }[]).some(({ seq }) => seq === 4) ? bare(400) : null;
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(tablet.engine.state.value).toMatchObject({ acked: 3, stuck: [{ seq: 4, why: 'unreadable' }] });
    expect(server.doors().at(-2)).toBe('pull');
    server.judge = () => null;
    await tablet.engine.synchronise();
    expect(tablet.engine.state.value).toMatchObject({ acked: 6, stuck: [] });
  });

  it('415: a server that takes nothing packed gets it plain, in the same round', async () => {
    for (let count = 0; count < 5; count++) await tablet.visit(1);
    server.judge = (request) => (request.headers['Content-Encoding'] === 'gzip' ? bare(415) : null);
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(await tablet.unsent()).toBe(0);
  });

  it('431: less is tried', async () => {
    server.judge = (request, said) =>
      request.door === 'push' && (said.ops as unknown[]).length > 2 ? bare(431) : null;
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(await tablet.unsent()).toBe(0);
  });
});

describe('a server that wants something', () => {
  it.each([429, 503])(
    '%i: it gets its time, with jitter, and whoever insists waits as well',
    async (status) => {
      server.judge = () => bare(status, { 'retry-after': '30' });
      expect(await tablet.engine.synchronise()).toBe('later');
      server.judge = () => null;
      server.requests.length = 0;
      tablet.world.counted += 30_000;
      expect(await tablet.engine.syncNow()).toBe('later');
      expect(server.requests).toEqual([]);
      tablet.world.counted += 30_000 * 0.25;
      expect(await tablet.engine.syncNow()).toBe('done');
    },
  );

  it('401: reading stops, sending goes on, a log-in is asked for', async () => {
    only('pull', () => bare(401));
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(await tablet.unsent()).toBe(0);
    expect(tablet.engine.state.value.reach).toBe('wants_login');
    expect(server.count('pull')).toBe(1);
  });

  it('426: reading stops, sending goes on, an update is asked for', async () => {
    only('pull', () => bare(426));
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(await tablet.unsent()).toBe(0);
    expect(tablet.engine.state.value.reach).toBe('too_old');
  });

  it('a signed revocation: everything is deposited, nothing is read, the order is shown', async () => {
    server.also = { revoked: true, wipe: 'after_deposit' };
    await tablet.engine.synchronise();
    expect(tablet.engine.state.value).toMatchObject({ reach: 'revoked', unsent: 0, wipe: 'after_deposit' });
    expect(await tablet.numbers(insp)).toEqual([]);
  });

  it('an unsigned 403 orders nothing', async () => {
    only('pull', () => bare(403, {}, '{"revoked":true,"wipe":"now"}'));
    await tablet.engine.synchronise();
    expect(tablet.engine.state.value).toMatchObject({ wipe: null, reach: 'no_network' });
  });
});
