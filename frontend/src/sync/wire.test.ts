// @vitest-environment node
/** What is sent, and what is believed. */
import { describe, expect, it } from 'vitest';
import { hashOfBytes, textOf, utf8 } from './encoding';
import { exclusiveBy, NotExclusive } from './locks';
import { bare, FakeServer, portalPage } from './testing/fake_server';
import { TestWorld } from './testing/tablet';
import { overHttp } from './transport';
import { believed, isPortal, jsonBody, type Request, retryAfterSeconds, signedHeaders } from './wire';

const REQUEST: Request = {
  door: 'push',
  method: 'POST',
  path: '/sync/v1/push',
  body: utf8('{}'),
  headers: { 'Content-Type': 'application/json' },
  nonce: 'n',
  about: null,
};

describe('a request', () => {
  it('is packed where that is worth it', async () => {
    const long = { words: 'a'.repeat(5000) };
    const packed = await jsonBody(long, true);
    expect(packed.headers['Content-Encoding']).toBe('gzip');
    const stream = new Response(packed.body).body?.pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(stream).json()).toEqual(long);
    expect((await jsonBody(long, false)).headers['Content-Encoding']).toBeUndefined();
    expect((await jsonBody({ words: 'a' }, true)).headers['Content-Encoding']).toBeUndefined();
  });

  it('is signed over method, path and the bytes as sent', async () => {
    const signed: string[] = [];
    const sign = async (data: Uint8Array) => {
      signed.push(textOf(data) ?? '');
      return 'sig';
    };
    const headers = await signedHeaders('d_1', sign, 'POST', '/sync/v1/push', utf8('{}'));
    expect(signed).toEqual([`insp/req/1\0POST\0/sync/v1/push\0${hashOfBytes(utf8('{}'))}`]);
    expect(headers).toEqual({ 'X-Device': 'd_1', 'X-Device-Signature': 'sig' });
  });

  it('goes to the server root, follows nobody elsewhere and leaves nothing in a cache', async () => {
    const asked: [unknown, RequestInit | undefined][] = [];
    const fetch = async (url: unknown, init?: RequestInit) => {
      asked.push([url, init]);
      return new Response('{}', { status: 200, headers: { 'X-A': 'b' } });
    };
    const send = overHttp('https://a.example/sub/', new TestWorld(), fetch as typeof globalThis.fetch);
    const reply = await send(REQUEST);
    expect(asked[0]?.[0]).toBe('https://a.example/sub/sync/v1/push');
    expect(asked[0]?.[1]).toMatchObject({ redirect: 'manual', cache: 'no-store', credentials: 'omit' });
    expect(reply).toMatchObject({ status: 200, headers: { 'x-a': 'b' } });
  });

  it('that finds nobody is no answer, and no exception', async () => {
    const fetch = () => Promise.reject(new TypeError('failed to fetch'));
    expect(await overHttp('https://a.example/', new TestWorld(), fetch)(REQUEST)).toBeNull();
  });
});

describe('a reply', () => {
  it('is believed under the pinned key, with this nonce and of this kind, and not otherwise', async () => {
    const server = await FakeServer.start();
    const keys = { [server.kid]: server.publicKey };
    const { body } = await server.signed(200, 'n1', 'd_1');
    expect(await believed(body, keys, 'n1')).toMatchObject({ kind: 'insp', nonce: 'n1' });
    expect(await believed(body, keys, 'n2')).toBeNull();
    expect(await believed(body, { other: server.publicKey }, 'n1')).toBeNull();
    expect(await believed(body, { [server.kid]: (await FakeServer.start()).publicKey }, 'n1')).toBeNull();
    expect(await believed(body.slice(0, 40), keys, 'n1')).toBeNull();
    const other = await server.signed(200, 'n1', 'd_1', { kind: 'other' });
    expect(await believed(other.body, keys, 'n1')).toBeNull();
  });

  it.each(['', 'null', '[]', '{"p":1}', '{"p":"{}","sig":"!","kid":"__proto__"}', '\xff'])(
    'of %j is nothing',
    async (text) => {
      const server = await FakeServer.start();
      expect(await believed(utf8(text), { [server.kid]: server.publicKey }, 'n')).toBeNull();
    },
  );

  it('tells a portal from a fault', () => {
    expect([portalPage(), bare(302), bare(511), { ...bare(0), isElsewhere: true }].map(isPortal)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([bare(500, {}, '<h1>no</h1>'), bare(200, {}, '{}')].map(isPortal)).toEqual([false, false]);
  });

  it('cannot make the tablet wait for ever', () => {
    const asking = (said: string) => retryAfterSeconds(bare(503, { 'retry-after': said }));
    expect(['30', '99999999', 'soon', '-1'].map(asking)).toEqual([30, 900, 0, 0]);
  });
});

describe('one request at a time', () => {
  it('in a browser without locks, in this window', async () => {
    const exclusive = exclusiveBy(null);
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`${name} ends`);
    };
    await Promise.all([exclusive(work('a')), exclusive(work('b'))]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('12: a lock that a frozen window holds is taken away from it', async () => {
    const asked: object[] = [];
    const locks = {
      request: <T>(_: string, options: { signal?: AbortSignal; steal?: boolean }, work: () => Promise<T>) => {
        asked.push(options);
        if (options.steal === true) return work();
        return new Promise<T>((_, reject) => {
          options.signal?.addEventListener('abort', () => reject(new DOMException('patience', 'AbortError')));
        });
      },
    };
    expect(await exclusiveBy(locks, 10)(async () => 'done')).toBe('done');
    expect(asked).toHaveLength(2);
  });

  it('a window whose lock was taken away while it worked knows it', async () => {
    const locks = {
      request: async <T>(_: string, __: object, work: () => Promise<T>): Promise<T> => {
        await work();
        throw new DOMException('stolen', 'AbortError');
      },
    };
    await expect(exclusiveBy(locks)(async () => 1)).rejects.toBeInstanceOf(NotExclusive);
  });
});
