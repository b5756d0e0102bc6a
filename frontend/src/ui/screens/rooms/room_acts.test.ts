import { describe, expect, it } from 'vitest';
import { InspectionModel } from '../../../domain/inspection_model';
import { roomFields } from '../../../domain/rooms/reading';
import { OpenedInMemory } from '../../../testing/opened_in_memory';
import {
  addRoom,
  bringBack,
  changeRoom,
  nextNumber,
  type RoomSaid,
  splitNumbers,
  splitRoom,
  strikeRoom,
} from './room_acts';

const SAID: RoomSaid = {
  number: '12',
  kind: 'cell',
  block: 'b1',
  people: 'men',
  regime: null,
  isInUse: true,
};

async function made() {
  const opened = new OpenedInMemory();
  await opened.record(addRoom('room:1', SAID, 'f1'));
  return opened;
}

describe('what is recorded of rooms', () => {
  it('is one create under the block, with what was said and nothing that was not', () => {
    const act = addRoom('room:1', SAID, 'f1');
    expect([act.kind, act.more]).toEqual(['create', { type: 'room', parent: 'block:b1' }]);
    expect(act.sets?.map((one) => one.field)).toEqual(['number', 'kind', 'block', 'people']);
    expect(addRoom('room:2', { ...SAID, block: null }, 'f1').more?.parent).toBe('facility:f1');
  });

  it('is only what changed, and nothing where nothing did', async () => {
    const { model } = await made();
    const fields = roomFields(model, 'room:1');
    expect(changeRoom(fields, SAID)).toBeNull();
    expect(changeRoom(fields, { ...SAID, people: null, isInUse: false })?.sets).toEqual([
      { field: 'people', value: null },
      { field: 'is_in_use', value: false },
    ]);
  });

  it('strikes with a reason and brings back', async () => {
    const opened = await made();
    await opened.record(strikeRoom('room:1', 'listed twice'));
    expect(roomFields(opened.model, 'room:1').struckWhy).toBe('listed twice');
    await opened.record(bringBack('room:1'));
    expect(roomFields(opened.model, 'room:1').isStruck).toBe(false);
  });

  it('splits into two rooms like the old one before that is struck, without its answers', async () => {
    const opened = await made();
    const parts = [
      { entity: 'room:2', number: '12/1' },
      { entity: 'room:3', number: '12/2' },
    ];
    const acts = splitRoom(roomFields(opened.model, 'room:1'), parts, 'f1', 'a wall');
    expect(acts.map((act) => act.kind)).toEqual(['create', 'create', 'retract']);
    for (const act of acts) await opened.record(act);
    expect(roomFields(opened.model, 'room:3')).toMatchObject({
      number: '12/2',
      kind: 'cell',
      block: 'b1',
      people: 'men',
    });
    expect(opened.model.fieldsOf('room:2').some((field) => field.startsWith('answer.'))).toBe(false);
  });

  it('proposes numbers that are free', () => {
    expect(splitNumbers('12', new Set(['12/1']))).toEqual(['12/2', '12/3']);
    expect([nextNumber('109'), nextNumber('А-09'), nextNumber('12б'), nextNumber(null)]).toEqual([
      '110',
      'А-10',
      '13',
      '',
    ]);
  });

  it('keeps a room of which nobody said number or kind', () => {
    const fields = roomFields(new InspectionModel('x'), 'room:7');
    expect([fields.number, fields.kind, fields.isInUse]).toEqual(['7', 'other', true]);
  });
});
