/** When the server was heard, and what its clock said. */
import type { Clock } from '../../db/clock';
import type { Data } from '../../db/data';
import type { MarkPort } from '../ports';

const LAST_SYNC = 'lastSyncAt';

export class StoredMarks implements MarkPort {
  constructor(
    private readonly data: Data,
    private readonly clock: Clock,
  ) {}

  measured(serverMs: number, tookMs: number): Promise<void> {
    return this.clock.measured(serverMs, tookMs);
  }

  async lastSyncAt(): Promise<number | null> {
    return (await this.data.run((db) => db.value<number>(LAST_SYNC))) ?? null;
  }

  async keepLastSync(at: number): Promise<void> {
    await this.data.run((db) => db.kv.put({ k: LAST_SYNC, v: at }));
  }
}
