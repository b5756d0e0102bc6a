/** A disk that is full, or whose connection breaks off, for tests of storage. */

/** Requests that write to `stores` fail as if the device were full, as long as `isFull` says so. */
export function fillingUp(
  factory: IDBFactory,
  isFull: (store: string, value: unknown) => boolean,
): IDBFactory {
  return changed(factory, (db) => {
    const begin = db.transaction.bind(db);
    db.transaction = (...args: Parameters<typeof begin>) => {
      const transaction = begin(...args);
      const storeOf = transaction.objectStore.bind(transaction);
      transaction.objectStore = (name) => {
        const store = storeOf(name);
        for (const write of ['add', 'put'] as const) {
          const really = store[write].bind(store);
          store[write] = (value: unknown, ...key: [IDBValidKey?]) => {
            if (isFull(name, value)) throw new DOMException('no room', 'QuotaExceededError');
            return really(value, ...key);
          };
        }
        return store;
      };
      return transaction;
    };
  });
}

/** Every new transaction fails as Safari's do once its server was lost, as long as `isLost` says so. */
export function losingConnections(factory: IDBFactory, isLost: (handle: number) => boolean): IDBFactory {
  let handles = 0;
  return changed(factory, (db) => {
    handles += 1;
    const handle = handles;
    const begin = db.transaction.bind(db);
    db.transaction = (...args: Parameters<typeof begin>) => {
      if (isLost(handle)) {
        throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
      }
      return begin(...args);
    };
  });
}

function changed(factory: IDBFactory, change: (db: IDBDatabase) => void): IDBFactory {
  return {
    open: (name: string, version?: number) => {
      const request = factory.open(name, version);
      request.addEventListener('success', () => change(request.result));
      return request;
    },
    deleteDatabase: (name: string) => factory.deleteDatabase(name),
    databases: () => factory.databases(),
    cmp: (first: unknown, second: unknown) => factory.cmp(first, second),
  };
}
