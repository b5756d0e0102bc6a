import { describe, expect, it } from 'vitest';
import { isUnusual, problemOf } from './team';

describe('the team of a visit', () => {
  it('takes a code, and never what looks like a name', () => {
    expect(problemOf('u_17', ['u_1'])).toBeNull();
    expect(problemOf('Aigerim S.', ['u_1'])).toBe('not_a_code');
  });

  it('takes nobody twice, however the code is written', () => {
    expect(problemOf('U_1', ['u_1'])).toBe('already_there');
  });

  it('doubts a code that the server would not have made', () => {
    expect(['u_abcdefgh2345', 'u_demo_inspector_01'].filter(isUnusual)).toEqual([]);
    const doubted = ['u_abcdefgh234', 'u_abcdefgh23456', 'abcdefgh2345', 'u_abcdefgh0189'];
    expect(doubted.filter(isUnusual)).toEqual(doubted);
  });
});
