/** The rescue file: from the app, and from the page that works without the app. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { b64, bodyHash, linkOf } from '../domain/operations';
import { rescueFile, rescueName } from './rescue';
import { FakeServer } from './testing/fake_server';
import { TestTablet } from './testing/tablet';

const NOW = new Date('2026-11-22T08:14:05.000Z');
const PAGE = readFileSync('public/rescue.html', 'utf8');
const SCRIPT = readFileSync('public/rescue.js', 'utf8');

type Line = Record<string, unknown>;

let server: FakeServer;
let tablet: TestTablet;
let insp: string;

async function sealingKey() {
  const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
  const pair = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  return { kid: 'seal-test', public_key: b64(new Uint8Array(raw)) };
}

async function begin(seals: boolean) {
  globalThis.indexedDB = new IDBFactory();
  server = await FakeServer.start();
  server.seal = seals ? await sealingKey() : null;
  tablet = await TestTablet.make(server.send, globalThis.indexedDB as IDBFactory);
  await tablet.enrol('ABCDEFGHJK');
  insp = await tablet.visit(2);
}

async function linesOf(file: File | null): Promise<Line[]> {
  const text = (await file?.text()) ?? '';
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe('from the app', () => {
  beforeEach(() => begin(true));

  it('holds certificates, sealed envelopes in order, files, and an end', async () => {
    const sha = await tablet.attach(insp, 1_500_000);
    const lines = await linesOf(await rescueFile(tablet.outbox, null, NOW));
    const dev = (await tablet.disk.chain.state())?.dev;
    expect(lines[0]).toMatchObject({ rescue: 1, made_at: NOW.toISOString(), certificates: [{ dev }] });
    expect(lines.slice(1, 5).map((line) => line.seq)).toEqual([1, 2, 3, 4]);
    expect(lines[5]).toMatchObject({ chunk: 0, blob: { sha, size: 1_500_000, chunks: 2 } });
    expect(lines.at(-1)).toEqual({ end: { envelopes: 4, locked: 0, blobs: 1, chunks: 2 } });
  });

  it('says nothing readable, and can be proved before it is opened', async () => {
    const file = await rescueFile(tablet.outbox, tablet.session.keys, NOW, { openly: true });
    const text = (await file?.text()) ?? '';
    expect(text).not.toContain('answer.beds');
    const row = await tablet.outbox.run((db) => db.env.toCollection().first());
    const [, first] = await linesOf(file);
    expect(first?.bh).toBe(row?.bh);
    expect(linkOf(String(first?.dev), 1, String(first?.prev), String(first?.bh))).toBe(row?.link);
  });

  it('leaves out what is safe, unless everything is wanted', async () => {
    const sha = await tablet.attach(insp, 1000);
    await tablet.engine.synchronise();
    server.also = { durable: 4 };
    await tablet.engine.synchronise();
    expect(await rescueFile(tablet.outbox, null, NOW)).toBeNull();
    const all = await linesOf(await rescueFile(tablet.outbox, null, NOW, { everything: true }));
    expect(all.at(-1)).toEqual({ end: { envelopes: 4, locked: 0, blobs: 1, chunks: 1 } });
    expect(JSON.stringify(all)).toContain(sha);
  });

  it('holds a chain that was wrapped anew once', async () => {
    await tablet.disk.chain.forsake();
    await tablet.enrol('NEWCODE234');
    const lines = await linesOf(await rescueFile(tablet.outbox, null, NOW));
    expect(lines.at(-1)).toMatchObject({ end: { envelopes: 3 } });
  });

  it('is called after the tablet and the moment', () => {
    expect(rescueName('d_1', NOW)).toBe('insp-rescue-d_1-20261122-0814.txt');
  });
});

describe('without a sealing key of the server', () => {
  beforeEach(() => begin(false));

  it('a locked app can only say what exists', async () => {
    await tablet.attach(insp, 1000);
    const lines = await linesOf(await rescueFile(tablet.outbox, null, NOW));
    expect(lines[1]).toMatchObject({ locked: { seq: 1 } });
    expect(lines.at(-2)).toMatchObject({ locked: true, blob: { key: null } });
    expect(lines.at(-1)).toEqual({ end: { envelopes: 0, locked: 4, blobs: 0, chunks: 0 } });
  });

  it('an unlocked one writes it readably where the inspector chose that', async () => {
    const lines = await linesOf(await rescueFile(tablet.outbox, tablet.session.keys, NOW, { openly: true }));
    const row = await tablet.outbox.run((db) => db.env.toCollection().first());
    expect(bodyHash(String(lines[1]?.body))).toBe(row?.bh);
  });
});

describe('from rescue.html', () => {
  /** The page with its script, until it has counted what is there. */
  async function opened(): Promise<void> {
    document.body.innerHTML = PAGE.slice(PAGE.indexOf('<main>'), PAGE.indexOf('<script'));
    new Function(SCRIPT)();
    await vi.waitFor(() => {
      const [counts, nothing] = [document.getElementById('counts'), document.getElementById('nothing')];
      if (counts?.hidden !== false && nothing?.hidden !== false) throw new Error('not yet');
    });
  }

  /** What a tap on the button hands over. */
  async function saved(button: string): Promise<File> {
    const files: File[] = [];
    Object.assign(navigator, {
      canShare: () => true,
      share: async (given: { files: File[] }) => void files.push(...given.files),
    });
    document.getElementById(button)?.click();
    await vi.waitFor(() => {
      if (document.getElementById('done')?.hidden !== false) throw new Error('not yet');
    });
    const [file] = files;
    if (file === undefined) throw new Error('nothing was handed over');
    return file;
  }

  it.each([true, false])('the file is the very one that the app makes (sealed: %s)', async (seals) => {
    await begin(seals);
    await tablet.attach(insp, 1_500_000);
    await tablet.disk.chain.forsake();
    await tablet.enrol('NEWCODE234');
    await opened();
    const [mine, theirs] = await Promise.all([
      linesOf(await rescueFile(tablet.outbox, null, NOW)),
      linesOf(await saved('save')),
    ]);
    expect(theirs.slice(1)).toEqual(mine.slice(1));
    expect(theirs[0]).toMatchObject({ rescue: 1, certificates: mine[0]?.certificates });
  });

  it('everything is everything', async () => {
    await begin(true);
    await tablet.engine.synchronise();
    await opened();
    const theirs = await linesOf(await saved('save-all'));
    const mine = await linesOf(await rescueFile(tablet.outbox, null, NOW, { everything: true }));
    expect(theirs.slice(1)).toEqual(mine.slice(1));
  });

  it('counts what is there, and warns of what cannot be saved without the app', async () => {
    await begin(false);
    await opened();
    expect(document.getElementById('count-unsent')?.textContent).toBe('3');
    expect(document.getElementById('locked')?.hidden).toBe(false);
  });

  it('says that there is nothing, and makes no database', async () => {
    globalThis.indexedDB = new IDBFactory();
    await opened();
    expect(document.getElementById('nothing')?.hidden).toBe(false);
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('imports nothing and asks for nothing', () => {
    expect(SCRIPT).not.toMatch(/\bimport\b|\bfetch\b|https?:/);
    expect(PAGE).not.toMatch(/style=|<script>|https?:/);
  });
});
