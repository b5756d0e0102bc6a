/** What one field says once the writes of all tablets are put together; twin of domain/merging.py. */

/** For one entity and field: id of an operation that writes it -> ids of those it replaces. */
export type Bases = ReadonlyMap<string, readonly string[]>;

export type Agreement = 'unsaid' | 'one' | 'agreed' | 'conflict';

/** The operations that no operation replaces. Those that name each other in a ring replace nothing. */
export function heads(bases: Bases): Set<string> {
  const replaced = new Set<string>();
  for (const op of outsideRings(bases)) for (const base of bases.get(op) ?? []) replaced.add(base);
  return new Set([...bases.keys()].filter((op) => !replaced.has(op)));
}

/** Operations that no ring leads to: taken away one by one, each when nothing left names it. */
function outsideRings(bases: Bases): string[] {
  const namers = new Map([...bases.keys()].map((op) => [op, 0]));
  const count = (op: string, by: number): number => {
    const now = (namers.get(op) ?? 0) + by;
    namers.set(op, now);
    return now;
  };
  for (const its of bases.values()) for (const base of its) if (namers.has(base)) count(base, 1);
  const free = [...namers].filter(([, named]) => named === 0).map(([op]) => op);
  for (const op of free) {
    for (const base of bases.get(op) ?? []) if (namers.has(base) && count(base, -1) === 0) free.push(base);
  }
  return free;
}

/** Of the heads of one field, given as canonical text, one for each head. */
export function agreement(values: readonly string[]): Agreement {
  if (values.length < 2) return values.length === 1 ? 'one' : 'unsaid';
  return new Set(values).size === 1 ? 'agreed' : 'conflict';
}
