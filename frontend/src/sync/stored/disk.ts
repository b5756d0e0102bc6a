/** The engine's disk: what an unlocked user of the tablet keeps. */
import type { Data } from '../../db/data';
import type { Session } from '../../db/tablet';
import type { Disk } from '../ports';
import { type IsSubmitted, StoredBlobs } from './blobs';
import { StoredChain } from './chain';
import { StoredLog } from './log';
import { StoredMarks } from './marks';
import { StoredReferences } from './references';

/** `data`: of the same user. */
export function storedDisk(session: Session, data: Data, isSubmitted: IsSubmitted): Disk {
  const { tablet, keys, chain, pulled, photos, references } = session;
  const { environment, outbox, clock } = tablet;
  const own = new StoredChain(environment, outbox, keys, chain);
  return {
    chain: own,
    log: new StoredLog(outbox, data, pulled, own, photos),
    blobs: new StoredBlobs(outbox, keys, photos, isSubmitted),
    references: new StoredReferences(references),
    marks: new StoredMarks(data, clock),
  };
}
