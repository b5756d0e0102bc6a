/** The order in which rooms are walked: block by block, within a block by number as people count. */

export interface PlacedRoom {
  readonly entity: string;
  readonly number: string;
  /** The id of the block, or null. */
  readonly block: string | null;
}

export interface KnownBlock {
  readonly id: string;
  readonly name: string;
}

const DIGITS = /\d+/g;
const MOST_DIGITS = 12;

/** A text that sorts as people count: "9" before "10", "10" before "10а"; case makes no difference. */
export function countingKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(DIGITS, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(MOST_DIGITS, '0'));
}

/** Blocks by name, as people count. */
export function blocksInOrder(blocks: readonly KnownBlock[]): KnownBlock[] {
  return sorted(blocks, (block) => `${countingKey(block.name)}\0${block.id}`);
}

/** Rooms in the order of `blocks` (ids); rooms of no known block come last. */
export function walkOrder<R extends PlacedRoom>(rooms: readonly R[], blocks: readonly string[]): R[] {
  const places = new Map(blocks.map((id, index) => [id, index]));
  const last = String(blocks.length).padStart(6, '0');
  const placeOf = (room: R): string => {
    const place = room.block === null ? undefined : places.get(room.block);
    return place === undefined ? last : String(place).padStart(6, '0');
  };
  return sorted(rooms, (room) => `${placeOf(room)}\0${keyOfNumber(room)}\0${room.entity}`);
}

const numberKeys = new WeakMap<PlacedRoom, string>();

/** One room that is added must not cost the keys of thousands that stand. */
function keyOfNumber(room: PlacedRoom): string {
  let key = numberKeys.get(room);
  if (key === undefined) {
    key = countingKey(room.number);
    numberKeys.set(room, key);
  }
  return key;
}

/** Each key is made once: 2,000 rooms are sorted while somebody waits. */
function sorted<T>(things: readonly T[], keyOf: (thing: T) => string): T[] {
  return things
    .map((thing) => ({ thing, key: keyOf(thing) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ thing }) => thing);
}
