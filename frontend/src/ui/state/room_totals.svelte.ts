/** Totals over all rooms and for each block, for the screens; a changed room is taken out and put in. */
import { SvelteMap } from 'svelte/reactivity';
import { NO_ROOMS, type Totals, withoutRoom, withRoom } from '../../domain/live_totals';
import type { RoomStanding } from '../../domain/rooms/standing';

export class RoomTotals {
  private all = $state.raw<Totals>(NO_ROOMS);
  private readonly byBlock = new SvelteMap<string | null, Totals>();
  private readonly inSum = new Map<
    string,
    { readonly block: string | null; readonly standing: RoomStanding }
  >();

  get totals(): Totals {
    return this.all;
  }

  ofBlock(block: string | null): Totals {
    return this.byBlock.get(block) ?? NO_ROOMS;
  }

  /** The totals as if the room stood at this: for what is being typed and not recorded yet. */
  withLive(entity: string, standing: RoomStanding): Totals {
    const all = this.all;
    const before = this.inSum.get(entity);
    return withRoom(before === undefined ? all : withoutRoom(all, before.standing), standing);
  }

  put(entity: string, block: string | null, standing: RoomStanding): void {
    this.remove(entity);
    this.inSum.set(entity, { block, standing });
    this.all = withRoom(this.all, standing);
    this.byBlock.set(block, withRoom(this.byBlock.get(block) ?? NO_ROOMS, standing));
  }

  remove(entity: string): void {
    const before = this.inSum.get(entity);
    if (before === undefined) return;
    this.inSum.delete(entity);
    this.all = withoutRoom(this.all, before.standing);
    this.byBlock.set(before.block, withoutRoom(this.byBlock.get(before.block) ?? NO_ROOMS, before.standing));
  }
}
