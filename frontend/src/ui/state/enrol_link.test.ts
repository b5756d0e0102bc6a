import { beforeEach, describe, expect, it } from 'vitest';
import { otherServer, readInvitation, takeInvitation } from './enrol_link';

const KEY = '0123456789abcdef0123456789abcdef';

describe('an invitation', () => {
  it('is read from the whole link, from what stands behind the hash and from the bare code', () => {
    const wanted = { code: 'ABCDE23456', keyHash: KEY };
    expect(readInvitation(`https://inspect.example/app/#enrol=ABCDE23456&key=${KEY}`)).toMatchObject(wanted);
    expect(readInvitation(`enrol=ABCDE23456&key=${KEY}`)).toMatchObject(wanted);
    expect(readInvitation(' abcde-23456 ')).toMatchObject({ code: 'ABCDE23456', keyHash: null });
  });

  it('is read when a Cyrillic keyboard wrote the letters that look the same', () => {
    expect(readInvitation('авсне23456')).toMatchObject({ code: 'ABCHE23456' });
  });

  it('is not read from anything else', () => {
    for (const given of [
      '',
      'ABCDE2345',
      'ABCDE234567',
      'ЖЩЮЯЭ23456',
      'https://example.org/',
      'enrol=&key=1',
    ]) {
      expect(readInvitation(given), given).toBeNull();
    }
  });

  it('tells a link to another server from one to this', () => {
    const named = readInvitation(`https://b.example/app/#enrol=ABCDE23456&key=${KEY}`);
    const bare = readInvitation('ABCDE23456');
    expect(named && otherServer(named, 'https://a.example')).toBe('https://b.example');
    expect(named && otherServer(named, 'https://b.example')).toBeNull();
    expect(bare && otherServer(bare, 'https://a.example')).toBeNull();
  });
});

describe('the address at the start', () => {
  beforeEach(() => history.replaceState(null, '', '/app/'));

  it('gives the invitation away once and keeps nothing of it', () => {
    location.hash = `#enrol=ABCDE23456&key=${KEY}`;
    expect(takeInvitation(location, history)).toMatchObject({ code: 'ABCDE23456', keyHash: KEY });
    expect(location.href).not.toContain('ABCDE23456');
    expect(location.href).not.toContain(KEY);
    expect(takeInvitation(location, history)).toBeNull();
  });

  it('loses a broken invitation as well', () => {
    location.hash = '#enrol=short';
    expect(takeInvitation(location, history)).toBeNull();
    expect(location.hash).toBe('');
  });

  it('is left alone where it names a screen', () => {
    location.hash = '#/visit/demo/rooms';
    expect(takeInvitation(location, history)).toBeNull();
    expect(location.hash).toBe('#/visit/demo/rooms');
  });
});
