import { describe, expect, it } from 'vitest';
import { blocksInOrder, walkOrder } from './order';

const room = (number: string, block: string | null = null) => ({
  entity: `room:${number}-${block}`,
  number,
  block,
});
const numbers = (rooms: readonly { number: string }[]) => rooms.map((one) => one.number);

describe('the order of the walk', () => {
  it('counts as people do, whatever stands around the digits', () => {
    const rooms = ['10', '9', '10а', '2-12', '2-2', 'А-3', '1'].map((number) => room(number));
    expect(numbers(walkOrder(rooms, []))).toEqual(['1', '2-2', '2-12', '9', '10', '10а', 'А-3']);
  });

  it('goes block by block, and ends with rooms whose block nobody knows', () => {
    const rooms = [room('1', 'b'), room('1', null), room('2', 'gone'), room('7', 'a'), room('3', 'b')];
    const order = walkOrder(rooms, ['a', 'b']).map((one) => `${one.block}/${one.number}`);
    expect(order).toEqual(['a/7', 'b/1', 'b/3', 'null/1', 'gone/2']);
  });

  it('does not depend on how the rooms came in', () => {
    const rooms = Array.from({ length: 50 }, (_, at) => room(String(at % 25), at % 2 ? 'a' : 'b'));
    expect(walkOrder([...rooms].reverse(), ['a', 'b'])).toEqual(walkOrder(rooms, ['a', 'b']));
  });

  it('puts block 2 before block 10', () => {
    const blocks = ['Корпус 10', 'Корпус 2', 'корпус 1'].map((name) => ({ id: name, name }));
    expect(blocksInOrder(blocks).map((one) => one.name)).toEqual(['корпус 1', 'Корпус 2', 'Корпус 10']);
  });
});
