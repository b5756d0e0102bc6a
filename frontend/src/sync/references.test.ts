// @vitest-environment node
/** What a tablet carries along besides inspections. */
import { beforeEach, describe, expect, it } from 'vitest';
import { hashOfBytes, utf8 } from './encoding';
import { bare, FakeServer } from './testing/fake_server';
import { TestTablet } from './testing/tablet';

let server: FakeServer;
let tablet: TestTablet;

function offer(name: string, document: unknown): string {
  const content = utf8(JSON.stringify(document));
  const sha = hashOfBytes(content);
  server.references.set(sha, { name, content });
  return sha;
}

beforeEach(async () => {
  server = await FakeServer.start();
  tablet = await TestTablet.make(server.send);
  await tablet.enrol('ABCDEFGHJK');
  offer('standards', { reference: 1, main: 'main', norms: {}, checklists: [] });
  offer('pack/main', { id: 'main' });
});

describe('documents', () => {
  it('are fetched once, by their hash', async () => {
    await tablet.engine.synchronise();
    expect(await tablet.session.references.standards()).toMatchObject({ main: 'main' });
    expect(await tablet.session.references.pack('main')).toEqual({ id: 'main' });
    expect(server.count('reference')).toBe(2);
    await tablet.engine.syncNow();
    expect([server.count('references'), server.count('reference')]).toEqual([2, 2]);
  });

  it('are listed anew after ten minutes, or where somebody waits', async () => {
    await tablet.engine.synchronise();
    await tablet.engine.synchronise();
    expect(server.count('references')).toBe(1);
    tablet.world.counted += 10 * 60_000 + 1;
    await tablet.engine.synchronise();
    expect(server.count('references')).toBe(2);
  });

  it('that do not fit their hash are not kept, and the older one stays in use', async () => {
    await tablet.engine.synchronise();
    offer('pack/main', { id: 'newer' });
    server.judge = (request) => (request.door === 'reference' ? bare(200, {}, '{"id":"forged"}') : null);
    expect(await tablet.engine.syncNow()).toBe('broken');
    expect(await tablet.session.references.pack('main')).toEqual({ id: 'main' });
  });

  it('that are gone meanwhile make a new list', async () => {
    server.judge = (request) => (request.door === 'reference' ? bare(404) : null);
    expect(await tablet.engine.synchronise()).toBe('done');
    server.judge = () => null;
    await tablet.engine.synchronise();
    expect(await tablet.session.references.pack('main')).toEqual({ id: 'main' });
  });

  it('that a server has no door for keep nothing else from happening', async () => {
    server.judge = (request) => (request.door === 'references' ? bare(404) : null);
    const insp = await tablet.visit(1);
    expect(await tablet.engine.synchronise()).toBe('done');
    expect(server.logs.get(insp)).toHaveLength(2);
    await tablet.engine.synchronise();
    expect(server.count('references')).toBe(1);
  });
});
