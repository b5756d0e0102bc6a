// @vitest-environment node
/** Letting the tablet in. */
import { beforeEach, describe, expect, it } from 'vitest';
import { hashOfBytes, utf8 } from './encoding';
import { readEnrolment } from './enrolment';
import { bare, FakeServer, portalPage } from './testing/fake_server';
import { TestTablet } from './testing/tablet';

const KEY = '0123456789abcdef0123456789abcdef';
let server: FakeServer;
let tablet: TestTablet;

beforeEach(async () => {
  server = await FakeServer.start();
  tablet = await TestTablet.make(server.send);
});

describe('what is scanned or typed', () => {
  it.each([
    [`https://a.example/app/#enrol=ABCDEFGHJK&key=${KEY}`, 'https://a.example/', KEY],
    [`http://127.0.0.1:8000/sub/app/#enrol=ABCDEFGHJK&key=${KEY}`, 'http://127.0.0.1:8000/sub/', KEY],
    [`#enrol=ABCDEFGHJK&key=${KEY}`, null, KEY],
    ['abcde-fghjk', null, null],
    [' ABCDE FGHJK ', null, null],
  ])('%s is a code', (text, host, keyHash) => {
    expect(readEnrolment(text)).toEqual({ code: 'ABCDEFGHJK', host, keyHash });
  });

  it.each(['', 'ABC', 'ABCDEFGHJKL', 'ABCDE_FGHJ', 'https://a.example/', '#enrol=ABCDEFGHJK&key=short'])(
    '%s is none',
    (text) => {
      expect(readEnrolment(text)).toBeNull();
    },
  );
});

describe('the answer', () => {
  const link = () => {
    const key = hashOfBytes(utf8(server.publicKey)).slice(0, 32);
    return `https://a.example/app/#enrol=ABCDEFGHJK&key=${key}`;
  };

  it('gives a chain that begins at the certificate', async () => {
    expect(await tablet.enrol(link())).toMatchObject({ is: 'enrolled', usr: 'u_ana' });
    const state = await tablet.disk.chain.state();
    expect(state).toMatchObject({ head: { seq: 0 }, acked: 0, needsCode: false });
    expect(state?.keys).toEqual({ [server.kid]: server.publicKey });
  });

  it('that was lost is asked for again with the same key', async () => {
    server.judge = () => 'lost_after';
    expect(await tablet.enrol(link())).toEqual({ is: 'no_network' });
    server.judge = () => null;
    expect(await tablet.enrol(link())).toMatchObject({ is: 'enrolled' });
    expect(server.devices.size).toBe(1);
  });

  it('of a server whose key is another than that of the code is not believed', async () => {
    expect(await tablet.enrol(`#enrol=ABCDEFGHJK&key=${KEY}`)).toEqual({ is: 'other_server' });
    expect(await tablet.disk.chain.state()).toBeNull();
  });

  it.each([
    ['a portal', () => portalPage(), { is: 'portal' }],
    ['a fault', () => bare(500), { is: 'no_network' }],
    ['426', () => bare(426), { is: 'too_old' }],
    ['429', () => bare(429, { 'retry-after': '40' }), { is: 'wait', seconds: 40 }],
    [
      'a refusal',
      () => bare(422, {}, '{"problems":[{"code":"sync.code_refused"}]}'),
      { is: 'refused', problem: 'sync.code_refused' },
    ],
  ])('%s is told apart', async (_, reply, expected) => {
    server.judge = () => reply();
    expect(await tablet.enrol(link())).toEqual(expected);
    expect(await tablet.disk.chain.state()).toBeNull();
  });

  it('to an older request begins nothing', async () => {
    const [first] = await repliesOf(link());
    const nonces = server.requests.map((request) => request.nonce);
    server.judge = () => first ?? null;
    expect(await tablet.enrol(link())).toEqual({ is: 'no_network' });
    expect(new Set(nonces).size).toBe(nonces.length);
  });

  async function repliesOf(text: string) {
    server.judge = () => 'lost_after';
    await tablet.enrol(text);
    return server.replies;
  }
});
