/** Whether the browser threw this tablet's storage away: the same name is kept in two places. */
import type { Environment } from './environment';
import type { Outbox } from './outbox';

const INSTALL = 'installId';
const LOCAL = 'insp-install';

/** `fresh`: nothing was ever kept here; `lost`: something was, and the outbox does not know it. */
export type StorageFate = 'fresh' | 'intact' | 'lost';

/** An IDBFactory that notices when the browser says that it deleted a damaged database. */
export class WatchedFactory {
  /** Chromium's word for it: `total`, with the browser's reason. */
  dataLoss: string | null = null;

  constructor(private readonly factory: IDBFactory) {}

  open(name: string, version?: number): IDBOpenDBRequest {
    const request = this.factory.open(name, version);
    request.addEventListener('upgradeneeded', (event) => {
      const { dataLoss, dataLossMessage } = event as Event & { dataLoss?: string; dataLossMessage?: string };
      if (dataLoss === 'total') this.dataLoss = dataLossMessage || dataLoss;
    });
    return request;
  }

  deleteDatabase(name: string): IDBOpenDBRequest {
    return this.factory.deleteDatabase(name);
  }

  databases(): Promise<IDBDatabaseInfo[]> {
    return this.factory.databases();
  }

  cmp(first: unknown, second: unknown): number {
    return this.factory.cmp(first, second);
  }
}

/** Asked once at every start, before anything is written. Both places hold the same name afterwards, so
 * a loss is told once: the caller keeps showing it until somebody has read it. */
export async function storageFate(
  environment: Environment,
  outbox: Outbox,
  dataLoss: string | null = null,
): Promise<StorageFate> {
  const remembered = read(environment);
  const kept = await outbox.run((db) => db.value<string>(INSTALL));
  const id = kept ?? environment.crypto.randomUUID();
  if (kept === undefined) await outbox.run((db) => db.kv.put({ k: INSTALL, v: id }));
  if (remembered !== id) write(environment, id);
  if (dataLoss !== null || (kept === undefined && remembered !== null)) return 'lost';
  return kept === undefined ? 'fresh' : 'intact';
}

/** Local storage may be forbidden; then only the database itself can tell. */
function read({ localStorage }: Environment): string | null {
  try {
    return localStorage?.getItem(LOCAL) ?? null;
  } catch {
    return null;
  }
}

function write({ localStorage }: Environment, id: string): void {
  try {
    localStorage?.setItem(LOCAL, id);
  } catch {
    // As above: one of two places must do.
  }
}
