import { describe, expect, it } from 'vitest';
import { problemOf } from './team';

describe('the team of a visit', () => {
  it('takes a code, and never what looks like a name', () => {
    expect(problemOf('u_17', ['u_1'])).toBeNull();
    expect(problemOf('Aigerim S.', ['u_1'])).toBe('not_a_code');
  });

  it('takes nobody twice, however the code is written', () => {
    expect(problemOf('U_1', ['u_1'])).toBe('already_there');
  });
});
