/** Which rooms of the walk are shown: what was searched and chosen. Kept while the visit is open, so that
 * coming back from a room finds the list as it was left. */
import { untrack } from 'svelte';
import type { RoomStanding } from '../../domain/rooms/standing';
import type { RoomKind } from '../../domain/terms';
import type { RoomRow, RoomsState } from './rooms.svelte';

export type Shown = 'all' | 'untouched' | 'in_progress' | 'done' | 'failing' | 'struck';

/** A row of the list: a block's heading, or a room. `position` counts rooms from 1. */
export type WalkItem =
  | { readonly key: string; readonly isBlock: true; readonly block: string | null; readonly rooms: number }
  | { readonly key: string; readonly isBlock: false; readonly row: RoomRow; readonly position: number };

export class RoomsWalk {
  query = $state('');
  shown = $state<Shown>('all');
  kind = $state<RoomKind | null>(null);
  isSampleOnly = $state(false);
  /** The room that was opened last, whose row stays in the list and takes the focus. */
  current = $state<string | null>(null);
  /** Pixels that the page was scrolled by when the list was left. */
  scrolled = 0;

  constructor(
    readonly rooms: RoomsState,
    private readonly sample: () => ReadonlySet<string>,
  ) {}

  readonly chosen: readonly RoomRow[] = $derived.by(() => this.choose());
  readonly items: readonly WalkItem[] = $derived.by(() => this.arranged());

  get isChosen(): boolean {
    return this.query.trim() !== '' || this.shown !== 'all' || this.kind !== null || this.isSampleOnly;
  }

  isDrawn(row: RoomRow): boolean {
    return this.sample().has(row.id);
  }

  showAll(): void {
    this.query = '';
    this.shown = 'all';
    this.kind = null;
    this.isSampleOnly = false;
  }

  private arranged(): WalkItem[] {
    const rows = this.chosen;
    void this.rooms.blocks;
    return untrack(() => itemsOf(rows, (row) => this.rooms.groupOf(row)));
  }

  /** Thousands of rows are read without listening to each: their order and one number stand for all. */
  private choose(): readonly RoomRow[] {
    const { rooms, shown, kind, isSampleOnly, current } = this;
    const from = shown === 'struck' ? rooms.struck : rooms.ordered;
    if (!this.isChosen) return from;
    const isByStanding = shown !== 'all' && shown !== 'struck';
    if (isByStanding) void rooms.standingsVersion;
    const isNumbered = numberMatcher(this.query);
    const drawn = isSampleOnly ? this.sample() : null;
    return untrack(() =>
      from.filter((row) => {
        if (!isNumbered(row.number)) return false;
        if (kind !== null && row.fields.kind !== kind) return false;
        if (drawn !== null && !drawn.has(row.id)) return false;
        return !isByStanding || row.entity === current || isShown(row.standing, shown);
      }),
    );
  }
}

/** "12" finds 12, 12а, 120 and 2-12, but not 112. */
function numberMatcher(query: string): (number: string) => boolean {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return () => true;
  return (number) => {
    const text = number.toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
    }
    return false;
  };
}

function isShown(standing: RoomStanding | null, shown: Shown): boolean {
  if (standing === null) return false;
  return shown === 'failing' ? standing.failing.length > 0 : standing.progress === shown;
}

function itemsOf(rows: readonly RoomRow[], blockOf: (row: RoomRow) => string | null): WalkItem[] {
  const counts = new Map<string | null, number>();
  for (const row of rows) counts.set(blockOf(row), (counts.get(blockOf(row)) ?? 0) + 1);
  const items: WalkItem[] = [];
  let block: string | null | undefined;
  let position = 0;
  for (const row of rows) {
    if (blockOf(row) !== block) {
      block = blockOf(row);
      items.push({ key: `block:${block}`, isBlock: true, block, rooms: counts.get(block) ?? 0 });
    }
    position += 1;
    items.push({ key: row.entity, isBlock: false, row, position });
  }
  return items;
}
