/** Evidence of an answer: bytes first, the operation last, so that no record names bytes that are not there. */
import { v7 } from 'uuid';
import type { Json, JsonObject } from '../../../domain/json';
import type { EvidenceBytes } from '../../state/evidence';
import type { Visit } from '../../state/visit.svelte';
import type { Picture } from './pictures';

export interface Supported {
  readonly place: string;
  readonly input: string;
}

/** Keeps a photograph and records it. Faces and names are to be expected: nothing is public until
 * somebody clears it. Gives its entity; null where the record was not saved. Rejects with NotSaved. */
export async function attachPhoto(
  visit: Visit,
  evidence: EvidenceBytes,
  picture: Picture,
  thumbnail: ArrayBuffer | null,
  more: { supports?: readonly Supported[]; caption?: string; copyOf?: string } = {},
): Promise<string | null> {
  const file = await keptFile(evidence, picture, thumbnail);
  return attach(visit, file, {
    kind: 'photo',
    supports: (more.supports ?? []) as unknown as Json,
    taken_at: nowWithZone(),
    shows_person: true,
    is_publishable: false,
    ...(more.caption ? { caption: more.caption } : {}),
    ...(more.copyOf ? { copy_of: more.copyOf } : {}),
  });
}

/** The same for sound. */
export async function attachRecording(
  visit: Visit,
  evidence: EvidenceBytes,
  bytes: ArrayBuffer,
  mime: string,
  caption: string,
): Promise<string | null> {
  const { sha, size } = await evidence.keep(bytes, mime, null);
  const said = { kind: 'recording', taken_at: nowWithZone(), shows_person: true, is_publishable: false };
  return attach(visit, { sha, size, mime }, caption ? { ...said, caption } : said);
}

async function keptFile(
  evidence: EvidenceBytes,
  picture: Picture,
  thumbnail: ArrayBuffer | null,
): Promise<JsonObject> {
  const { bytes, mime, width, height } = picture;
  const { sha, size } = await evidence.keep(bytes, mime, thumbnail);
  return width > 0 ? { sha, size, mime, width, height } : { sha, size, mime };
}

async function attach(visit: Visit, file: JsonObject, said: Record<string, Json>): Promise<string | null> {
  const entity = `evidence:${v7()}`;
  const sets = Object.entries(said).map(([field, value]) => ({ field, value, base: [] }));
  const more = { type: 'evidence', parent: `inspection:${visit.insp}`, file };
  const recorded = await visit.act({ entity, kind: 'attach', sets, more });
  return recorded === null ? null : entity;
}

/** The wall clock with its offset, as `2026-11-14T09:14:03+05:00`. */
export function nowWithZone(at = new Date()): string {
  const minutes = -at.getTimezoneOffset();
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
