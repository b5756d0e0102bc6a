/** Signing and submitting, as operations of the inspection. */
import { coversOf, signaturesOf } from '../../../domain/inspection_review';
import type { Json, JsonObject } from '../../../domain/json';
import type { SignerRole } from '../../../domain/operations';
import type { EvidenceBytes } from '../../state/evidence';
import type { Visit } from '../../state/visit.svelte';

export interface Drawn {
  readonly bytes: ArrayBuffer;
  readonly width: number;
  readonly height: number;
}

export interface SignatureGiven {
  readonly role: SignerRole;
  readonly drawn: Drawn | null;
  readonly isRefused: boolean;
  readonly objections: string;
}

/** The hash of everything that stands in the inspection now; what is signed is exactly this. */
export function coveredNow(visit: Visit): string {
  return coversOf(visit.opened.model, `inspection:${visit.insp}`);
}

/** The newest signature of a role that still agrees with what stands. */
export function signatureInForce(visit: Visit, role: SignerRole) {
  return signaturesOf(visit.opened.model).find((one) => one.role === role && one.agrees);
}

/** Bytes first, the operation last: no signature can name a picture that is not there. */
export async function sign(visit: Visit, evidence: EvidenceBytes, given: SignatureGiven): Promise<boolean> {
  const objections = given.objections.trim();
  const more: Record<string, Json> = { covers: coveredNow(visit), role: given.role };
  if (given.drawn !== null) more.file = await kept(evidence, given.drawn);
  if (given.isRefused) more.refused = true;
  if (objections !== '') more.objections = objections;
  return (await visit.act({ entity: `inspection:${visit.insp}`, kind: 'sign', more })) !== null;
}

export async function submit(visit: Visit): Promise<boolean> {
  const more = { covers: coveredNow(visit) };
  return (await visit.act({ entity: `inspection:${visit.insp}`, kind: 'submit', more })) !== null;
}

async function kept(evidence: EvidenceBytes, drawn: Drawn): Promise<JsonObject> {
  const { sha, size } = await evidence.keep(drawn.bytes, 'image/png', null);
  return { sha, size, mime: 'image/png', width: drawn.width, height: drawn.height };
}
