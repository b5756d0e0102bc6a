/** What `window.bench` offers, so that other form engines can be run beside it with the same script. */
import { v7 } from 'uuid';
import { stateOf } from '../../domain/inspection_state';
import { idOf } from '../../domain/operations';
import { go } from '../../ui/router.svelte';
import { addRoom } from '../../ui/screens/rooms/room_acts';
import { metres } from '../../ui/screens/rooms/room_words';
import type { RoomRow } from '../../ui/state/rooms.svelte';
import { type RoomsOfVisit, roomsOf } from '../../ui/state/rooms_of_visit.svelte';
import type { Scoring } from '../../ui/state/scoring.svelte';
import type { Visit } from '../../ui/state/visit.svelte';
import { painted, until } from './painting';

const PERSONS = '[data-input="persons_slept_last_night"] input';

export class Form {
  private readonly rooms: RoomsOfVisit;

  constructor(
    private readonly visit: Visit,
    private readonly scoring: Scoring,
  ) {
    this.rooms = roomsOf(visit);
  }

  /** Milliseconds from the key to the painted figure. The room's card is opened first where it is not. */
  async type(room: number, count: number): Promise<number> {
    await this.open(this.row(room));
    const field = document.querySelector<HTMLInputElement>(PERSONS);
    if (field === null) throw new Error('no field for persons');
    const began = performance.now();
    field.value = String(count);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await painted();
    const took = performance.now() - began;
    await until(() => this.strip()[1] === String(count), `the figure of ${count} persons`);
    return took;
  }

  /** Square metres per person as the walk knows them, or as the card shows them where it stands open. */
  shown(room: number): string {
    const row = this.row(room);
    if (location.hash.endsWith(row.id)) return this.strip()[2] ?? '';
    return row.standing?.perPerson ? metres(row.standing.perPerson) : '';
  }

  /** Milliseconds until the room is on disk, in the totals and painted; and until its card is there, too. */
  async addRoom(): Promise<{ added: number; opened: number }> {
    const last = this.rooms.state.ordered.at(-1);
    if (last === undefined) throw new Error('no room');
    const entity = `room:${v7()}`;
    const { kind, block, people, regime, isInUse } = last.fields;
    const number = String(this.rooms.state.ordered.length + 101);
    const said = { number, kind, block, people, regime, isInUse };
    const began = performance.now();
    await this.visit.act(addRoom(entity, said, this.visit.facility.facility.id));
    await painted();
    const added = performance.now() - began;
    const row = this.rooms.state.row(entity);
    if (row === null) throw new Error('the room is not in the walk');
    await this.open(row);
    return { added, opened: performance.now() - began };
  }

  /** Everything that stands, as JSON: entity -> field -> value. */
  serialise(): string {
    const { heads } = stateOf(this.visit.opened.model);
    const plain = [...heads].map(([entity, fields]) => {
      const values = [...fields].map(([field, all]) => [field, all[0]?.value ?? null]);
      return [entity, Object.fromEntries(values)];
    });
    return JSON.stringify(Object.fromEntries(plain));
  }

  /** Every room stands in the totals. */
  async settled(): Promise<void> {
    await until(() => this.rooms.state.notYet === 0, 'the totals');
  }

  /** The whole score was worked out, which nobody does who only measures rooms. */
  async scored(): Promise<void> {
    this.scoring.start();
    await until(() => !this.scoring.isBehind, 'the score');
  }

  /** The first room's card can be used. */
  async usable(): Promise<void> {
    await this.open(this.row(0));
  }

  private row(at: number): RoomRow {
    const row = this.rooms.state.ordered[at];
    if (row === undefined) throw new Error(`no room ${at}`);
    return row;
  }

  private async open(row: RoomRow): Promise<void> {
    const path = `visit/${this.visit.insp}/room/${idOf(row.entity)}`;
    if (!location.hash.endsWith(path)) go(path);
    const card = `article[aria-label*="${row.number}"]`;
    while (document.querySelector(`${card} ${PERSONS}`) === null) await painted();
    await painted();
  }

  /** Area, persons, area per person. */
  private strip(): string[] {
    return [...document.querySelectorAll('.strip b')].map((one) => one.textContent ?? '');
  }
}
