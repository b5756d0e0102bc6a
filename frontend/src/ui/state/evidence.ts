/** Bytes of photographs, voice notes and signatures, kept on this tablet before any operation names them. */
import { getContext, setContext } from 'svelte';

export interface Kept {
  readonly sha: string;
  readonly size: number;
}

/** `thumbnail`: a small JPEG without metadata; null where there is nothing to show. */
export interface EvidenceBytes {
  /** On disk, encrypted, its SHA-256 known. Rejects with NotSaved('quota') where the tablet is full. */
  keep(bytes: ArrayBuffer, mime: string, thumbnail: ArrayBuffer | null): Promise<Kept>;
  /** Null where the bytes are not (or not any more) on this tablet. */
  read(sha: string): Promise<ArrayBuffer | null>;
  thumbnail(sha: string): Promise<ArrayBuffer | null>;
  /** Written before another program takes over (the camera app may kill this page). */
  intend(entity: string, field: string): Promise<string>;
  /** Pictures that were meant to be taken and did not arrive. */
  intended(): Promise<readonly Intended[]>;
  settle(id: string): Promise<void>;
}

export interface Intended {
  readonly id: string;
  readonly entity: string;
  readonly field: string;
}

const KEY = Symbol('evidence');
export const provideEvidence = (bytes: () => EvidenceBytes): (() => EvidenceBytes) => setContext(KEY, bytes);
export const useEvidence = (): EvidenceBytes => getContext<() => EvidenceBytes>(KEY)();
