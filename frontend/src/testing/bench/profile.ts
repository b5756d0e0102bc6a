/** A tablet of its own in this browser: let in without a server, with the form filled through the floors
 * that inspectors use. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { browserEnvironment } from '../../db/environment';
import type { Effort } from '../../db/passphrases';
import { openSession, openTablet, type Session } from '../../db/tablet';
import { b64 } from '../../domain/operations';
import type { ChecklistReference, StandardsReference } from '../../domain/references';
import { APP } from '../../ui/state/app_mark';
import { answersOf, cutTo, facilityOf, planOf } from './form';

/** Unlocking is no part of opening a form, and its cost is chosen: here it costs next to nothing. */
const LITTLE_EFFORT: Effort = { memoryKiB: 64, iterations: 1, parallelism: 1 };
const SECRET = '735914';

export async function openProfile(): Promise<Session> {
  const tablet = await openTablet(browserEnvironment(APP), LITTLE_EFFORT);
  const [profile] = await tablet.vault.profiles();
  if (profile !== undefined) return openSession(tablet, await tablet.vault.unlock(profile.id, SECRET));
  const keys = await tablet.vault.setUp(SECRET);
  const session = await openSession(tablet, keys);
  const publicKey = await session.enrollingKey();
  const seal = { kid: 'bench-seal', public_key: await sealingKey() };
  const certificate = JSON.stringify({
    dev: 'd_bench',
    keys: { sign: { kid: 'bench', public_key: '' }, seal },
    kind: 'insp-cert',
    public_key: publicKey,
    usr: 'u_bench',
  });
  await session.enrol({ dev: 'd_bench', usr: 'u_bench', publicKey, certificate, signature: '', keys: {} });
  await session.close();
  return openSession(tablet, keys);
}

/** The inspection that is measured; made now where this profile has none. `told`: operations on disk. */
export async function filled(
  session: Session,
  rooms: number,
  questions: number,
  told: (done: number, of: number) => void,
): Promise<string> {
  const known = await session.inspections.listInspections();
  const whole = known.find((one) => one.rooms >= rooms && one.answered > 0);
  if (whole !== undefined) return whole.insp;
  const full = (await (await fetch('fixtures/checklist_full.json')).json()) as ChecklistReference;
  const checklist = cutTo(full, questions);
  const facility = facilityOf(rooms, checklist);
  const sha = await storeReferences(session, checklist, facility);
  const insp = await session.inspections.startInspection(planOf(facility, checklist, sha));
  const opened = await session.inspections.openInspection(insp);
  const acts = answersOf(facility, checklist);
  await opened.recordMany(acts, (done) => told(done, acts.length));
  await opened.packed();
  opened.close();
  return insp;
}

async function storeReferences(
  session: Session,
  checklist: ChecklistReference,
  facility: ReturnType<typeof facilityOf>,
): Promise<string> {
  const documents = new Map<string, Uint8Array<ArrayBuffer>>();
  const standards: StandardsReference = {
    reference: 1,
    main: 'international',
    norms: { KZ: ['kz'] },
    checklists: [],
  };
  const text = (document: unknown) => new TextEncoder().encode(JSON.stringify(document));
  documents.set('standards', text(standards));
  for (const pack of ['international', 'kz']) {
    const answer = await fetch(`fixtures/pack_${pack}.json`);
    documents.set(`pack/${pack}`, new Uint8Array(await answer.arrayBuffer()));
  }
  documents.set(`checklist/${checklist.id}`, text(checklist));
  documents.set(`facility/${facility.facility.id}`, text(facility));
  const entries = await Promise.all(
    [...documents].map(async ([name, bytes]) => ({ name, sha256: await sha256(bytes), size: bytes.length })),
  );
  await session.references.want(entries);
  for (const { name, sha256: sha } of entries) {
    const bytes = documents.get(name);
    if (bytes !== undefined) await session.references.store(sha, bytes);
  }
  return entries.find((one) => one.name.startsWith('checklist/'))?.sha256 ?? '';
}

async function sealingKey(): Promise<string> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  return b64(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
