/** Seals and records as the tablet does, for the server's side to prove and open: a line of JSON in, a
 * line of JSON out. `{"seal": {...}}` or `{"record": {"seal": public key}}`. */
import { createInterface } from 'node:readline';
import { Sealer, sealedOnWire } from '../db/sealing';
import { openSession, openTablet } from '../db/tablet';
import { Device, enrolledAs, LITTLE_EFFORT, SECRET } from './tablets';

interface SealAsked {
  readonly key: string;
  readonly info: string;
  readonly aad: string;
  readonly plain: string;
}

type Asked = { readonly seal: SealAsked } | { readonly record: { readonly seal: string } };

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

async function sealed({ key, info, aad, plain }: SealAsked) {
  const sealer = new Sealer(crypto.subtle, { kid: 'seal-1', public_key: key });
  const { enc, ct } = await sealer.seal(info, Buffer.from(aad, 'hex'), Buffer.from(plain, 'utf8'));
  return { sealed: hex(enc) + hex(ct) };
}

async function recorded(sealingKey: string) {
  const tablet = await openTablet(new Device().environment(), LITTLE_EFFORT);
  const keys = await tablet.vault.setUp(SECRET);
  const first = await openSession(tablet, keys);
  const publicKey = await first.enrollingKey();
  await first.enrol(enrolledAs('d_1', 'u_1', publicKey, { kid: 'seal-1', public_key: sealingKey }));
  const session = await openSession(tablet, keys);
  await session.inspections.startInspection({
    facility: 'f-1',
    visitedOn: '2026-11-21',
    isAnnounced: false,
    checklist: { id: 'c', ver: 1, sha: 'a'.repeat(64) },
    blocks: [{ id: 'b-1', name: 'Жайық \u{1F3E2}' }],
    rooms: [],
  });
  const rows = (await session.envelopes(1, 100)).map(({ row, body }) => {
    const { dev, seq, prev, sig, link, sealed } = row;
    return { dev, seq, prev, sig, link, body, sealed: sealed === null ? null : sealedOnWire(sealed) };
  });
  const certificate = (await session.chain.standing())?.enrolment.certificate;
  return { publicKey, certificate, rows };
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as Asked;
  const answer = 'seal' in asked ? await sealed(asked.seal) : await recorded(asked.record.seal);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
