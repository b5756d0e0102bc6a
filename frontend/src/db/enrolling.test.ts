// @vitest-environment node
import { expect, test } from 'vitest';
import { firstLink, linkOf } from '../domain/operations';
import { answer, PLAN } from '../testing/planned';
import { Device, enrolledAs, enrolledSession, newSealingKey, startedAgain } from '../testing/tablets';

test('a new enrolment wraps every operation anew, with the same ids and texts', async () => {
  const device = new Device();
  const session = await enrolledSession(device, 'd_1', 'u_1', false);
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  await opened.recordMany(Array.from({ length: 300 }, (_, i) => answer('r-1', `input_${i}`, '1')));
  const before = await session.envelopes(1, 1_000);
  const enrolled = enrolledAs('d_2', 'u_1', await session.enrollingKey(), await newSealingKey());
  await session.enrol(enrolled);
  const again = await startedAgain(device);
  const after = await again.envelopes(1, 1_000);
  expect(after.map(({ row, body }) => [row.op, body])).toEqual(before.map(({ row, body }) => [row.op, body]));
  let prev = firstLink(enrolled.certificate);
  for (const { row } of after) {
    expect([row.dev, row.prev, row.link]).toEqual(['d_2', prev, linkOf('d_2', row.seq, prev, row.bh)]);
    expect(row.sealed?.byteLength).toBeGreaterThan(65);
    prev = row.link;
  }
  const counted = new Promise((resolve) => again.inspections.onChange(resolve));
  expect((await again.inspections.listInspections())[0]).toMatchObject({ unsent: 304, isStale: true });
  await counted;
  const [listed] = await again.inspections.listInspections();
  expect(listed).toMatchObject({ insp, unsent: 304, answered: 300, isStale: false });
});

test('what is recorded while it is wrapped anew is in the new chain too', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  const enrolled = enrolledAs('d_2', 'u_1', await session.enrollingKey());
  const recording = opened.recordMany(Array.from({ length: 30 }, (_, i) => answer('r-1', 'beds', String(i))));
  await Promise.all([session.enrol(enrolled), recording]);
  await opened.record(answer('r-2', 'beds', '1'));
  const rows = (await session.envelopes(1, 100)).map(({ row }) => row);
  expect(rows.map((row) => [row.dev, row.seq])).toEqual(rows.map((_, i) => ['d_2', i + 1]));
  expect(new Set(rows.map((row) => row.op)).size).toBe(35);
});

test('killed while wrapping, the old chain stands, and the same answer finishes it later', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  const enrolled = enrolledAs('d_2', 'u_1', await session.enrollingKey());
  const { outbox } = session.tablet;
  const run = outbox.run.bind(outbox);
  outbox.run = async (work) => {
    const done = await run(work);
    if ((await run((db) => db.env.where('[dev+seq]').equals(['d_2', 1]).count())) > 0)
      throw new Error('killed');
    return done;
  };
  await expect(session.enrol(enrolled)).rejects.toThrow();
  const again = await startedAgain(device);
  expect((await again.chain.standing())?.enrolment.dev).toBe('d_1');
  await (await again.inspections.openInspection(insp)).record(answer('r-1', 'beds', '4'));
  expect(await again.enrollingKey()).toBe(enrolled.publicKey);
  await again.enrol(enrolled);
  expect((await again.envelopes(1, 100)).map(({ row }) => row.seq)).toEqual([1, 2, 3, 4, 5]);
});
