// @vitest-environment node
/** Faults of the road, of the server and of the tablet itself, by their numbers in sync.md 2.19. */
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { MOST_FRUITLESS, MOST_REQUESTS } from './engine';
import { FakeServer } from './testing/fake_server';
import { copyOf, TestTablet } from './testing/tablet';

const CODE = 'ABCDEFGHJK';

let server: FakeServer;
let tablet: TestTablet;
let insp: string;

beforeEach(async () => {
  server = await FakeServer.start();
  tablet = await TestTablet.make(server.send);
  await tablet.enrol(CODE);
  insp = await tablet.visit(5);
  server.requests.length = server.replies.length = 0;
});

async function another(): Promise<TestTablet> {
  const made = await TestTablet.make(server.send);
  await made.enrol('KKKKKKKKKK');
  return made;
}

const answer = (value: number) => ({ 'answer.beds': { state: 'answered', value } });

describe('the road', () => {
  it('5: a lost request is sent again', async () => {
    server.judge = () => 'lost';
    expect(await tablet.engine.synchronise()).toBe('broken');
    server.judge = () => null;
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(server.logs.get(insp)).toHaveLength(6);
  });

  it('6: a reply that was lost behind the commit is made good by the next one', async () => {
    server.judge = () => 'lost_after';
    await tablet.engine.synchronise();
    expect(await tablet.unsent()).toBe(6);
    server.judge = () => null;
    await tablet.engine.synchronise();
    expect([await tablet.unsent(), server.logs.get(insp)?.length]).toEqual([0, 6]);
  });

  it('9: a late answer to an older pull moves no cursor, and what it held is kept', async () => {
    await tablet.engine.synchronise('own');
    await tablet.engine.puller.beginRound();
    const first = await tablet.engine.puller.request();
    if (first === null) throw new Error('nothing to ask');
    const late = await server.send(first);
    if (late === null) throw new Error('no answer');
    await tablet.engine.synchronise();
    await tablet.record(insp, 'facility:f1', 'set', answer(7));
    await tablet.engine.synchronise();
    const before = (await tablet.disk.log.streams()).get(insp);
    await tablet.engine.puller.receive(first, late);
    expect((await tablet.disk.log.streams()).get(insp)).toEqual(before);
    expect(before?.n).toBe(7);
    expect(await tablet.numbers(insp)).not.toContain(null);
  });

  it('10: a late reply with an older head only means that something is sent twice', async () => {
    await tablet.engine.synchronise('own');
    const late = server.replies[0];
    const first = server.requests[0];
    await tablet.record(insp, 'facility:f1', 'set', answer(7));
    await tablet.engine.synchronise('own');
    if (late === undefined || first === undefined) throw new Error('nothing was sent');
    await tablet.engine.receive(first, late);
    expect(await tablet.unsent()).toBe(1);
    await tablet.engine.synchronise();
    expect([await tablet.unsent(), server.logs.get(insp)?.length]).toEqual([0, 7]);
  });

  it('recording goes on while a request is under way', async () => {
    let recorded = '';
    server.judge = (request) => {
      if (request.door === 'push' && recorded === '') {
        recorded = 'now';
        void tablet.record(insp, 'facility:f1', 'set', answer(8));
      }
      return null;
    };
    await tablet.engine.synchronise();
    await tablet.engine.synchronise();
    expect([await tablet.unsent(), server.logs.get(insp)?.length]).toEqual([0, 7]);
  });
});

describe('the server', () => {
  it('20, 21: set back, it is given what it forgot, of others as well', async () => {
    const other = await another();
    await tablet.engine.synchronise();
    await other.engine.synchronise();
    expect(await other.numbers(insp)).toHaveLength(6);
    server.logs.get(insp)?.splice(2);
    await other.engine.synchronise();
    expect(server.logs.get(insp)).toHaveLength(6);
    expect(await other.numbers(insp)).not.toContain(null);
  });

  it('a second setting back at once loses nothing either', async () => {
    const other = await another();
    await tablet.engine.synchronise();
    await other.engine.synchronise();
    let times = 0;
    server.judge = (request) => {
      if (request.door === 'relay' && ++times === 2) server.logs.get(insp)?.splice(2);
      return null;
    };
    server.logs.get(insp)?.splice(2);
    other.engine.pusher.limit = 1;
    await other.engine.synchronise();
    server.judge = () => null;
    await other.engine.synchronise();
    expect(server.logs.get(insp)).toHaveLength(6);
  });

  it('22: it forgot the devices: they show their certificates, and those of the authors they carry', async () => {
    const other = await another();
    await tablet.engine.synchronise();
    await other.engine.synchronise();
    server.setBack({ logs: 0, devices: true });
    await other.engine.synchronise();
    await other.engine.synchronise();
    expect(server.devices.size).toBe(2);
    expect(server.logs.get(insp)).toHaveLength(6);
    await tablet.engine.synchronise();
    expect(await tablet.unsent()).toBe(0);
  });

  it('a server that knows nobody and learns nothing is left alone', async () => {
    server.also = { unknown_device: true };
    expect(await tablet.engine.synchronise()).toBe('broken');
    expect(server.requests.length).toBeLessThan(4);
  });

  it('a status that changed reaches the tablet, and is not asked for again', async () => {
    server.statusOf = () => 'quarantine';
    await tablet.engine.synchronise();
    expect(tablet.engine.state.value.quarantined).toMatchObject(
      [1, 2, 3, 4, 5, 6].map((seq) => ({ seq, why: 'rule' })),
    );
    const later = await TestTablet.make(server.send, tablet.indexedDB);
    await later.engine.synchronise('own');
    expect(later.engine.state.value.quarantined, 'known after a restart').toHaveLength(6);
    for (const row of server.logs.get(insp) ?? []) row.status = 'ok';
    await tablet.engine.synchronise();
    const rows = await tablet.data.run((db) => db.op.toArray());
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['ok']));
    expect(tablet.engine.state.value.quarantined).toEqual([]);
    server.requests.length = 0;
    await tablet.engine.synchronise();
    expect(server.count('pull')).toBe(1);
  });

  it('a server at odds with itself costs a few requests, once', async () => {
    await tablet.engine.synchronise();
    server.digestOver = { x: 'f'.repeat(64) };
    server.requests.length = 0;
    await tablet.engine.synchronise();
    expect(server.count('pull')).toBeLessThan(5);
    server.requests.length = 0;
    await tablet.engine.synchronise();
    expect(server.count('pull')).toBe(1);
  });

  it('long logs are read page by page, several streams at a time', async () => {
    server.pageOps = 2;
    await tablet.visit(3);
    const other = await another();
    await tablet.engine.synchronise();
    await other.engine.synchronise();
    expect(await other.numbers(insp)).toHaveLength(6);
    expect(other.engine.state.value.reach).toBe('reached');
  });

  it('many inspections are read ten at a time, each once', async () => {
    for (let count = 0; count < 24; count++) await tablet.visit(0);
    await tablet.engine.synchronise();
    expect(server.count('pull')).toBe(3);
    const other = await another();
    server.requests.length = 0;
    await other.engine.synchronise();
    expect((await other.disk.log.streams()).size).toBe(25);
    expect(server.count('pull')).toBeLessThan(5);
  });

  it('4.4, 1: whatever a signed server answers, asking comes to an end', async () => {
    server.also = { streams: Object.fromEntries([[insp, { rewound: true }]]), head: null };
    await tablet.engine.synchronise();
    expect(server.requests.length).toBeLessThan(MOST_FRUITLESS + 5);
    expect(MOST_REQUESTS).toBeGreaterThan(MOST_FRUITLESS);
  });
});

describe('the tablet', () => {
  it('23: set back to a copy of itself it waits for a code, records on, and wraps everything anew', async () => {
    const copy = await copyOf(tablet.indexedDB);
    await tablet.record(insp, 'facility:f1', 'set', answer(7));
    await tablet.engine.synchronise();
    const back = await TestTablet.make(server.send, copy);
    await back.record(insp, 'facility:f1', 'set', answer(8));
    await back.record(insp, 'facility:f1', 'set', answer(9));
    await back.engine.synchronise();
    expect(back.engine.state.value.needsCode).toBe(true);
    server.requests.length = 0;
    await back.engine.synchronise();
    expect(server.requests).toEqual([]);
    await back.record(insp, 'facility:f1', 'set', answer(10));
    expect(await back.enrol('NEWCODE234')).toMatchObject({ is: 'enrolled' });
    expect(await back.engine.synchronise()).toBe('done');
    expect(back.engine.state.value).toMatchObject({ needsCode: false, unsent: 0, acked: 9 });
    expect(server.logs.get(insp)).toHaveLength(10);
  });

  it('11: two windows send at once: one chain, everything once', async () => {
    const window = await TestTablet.make(server.send, tablet.indexedDB);
    await Promise.all([tablet.engine.synchronise(), window.engine.synchronise()]);
    expect(server.logs.get(insp)).toHaveLength(6);
    expect(await tablet.unsent()).toBe(0);
  });

  it('what is asked for while a round is under way is done behind it, once', async () => {
    await Promise.all([1, 2, 3, 4].map(() => tablet.engine.synchronise()));
    expect(server.count('pull')).toBe(2);
  });

  it('locked in the middle it stops, and says so by nothing but silence', async () => {
    server.judge = (request) => {
      if (request.door === 'push') tablet.session.keys.drop();
      return null;
    };
    expect(await tablet.engine.synchronise()).toBe('locked');
    expect(tablet.engine.state.value.storageFailed).toBe(false);
  });

  it('17: a disk that does not answer is told, and throws nothing', async () => {
    tablet.session.chain.standing = () => Promise.reject(new Error('gone'));
    expect(await tablet.engine.synchronise()).toBe('storage');
  });

  it('a disk that was emptied asks nothing of anybody', async () => {
    const empty = await TestTablet.make(server.send, new IDBFactory());
    expect(await empty.engine.synchronise()).toBe('done');
    expect(server.requests).toEqual([]);
  });
});
