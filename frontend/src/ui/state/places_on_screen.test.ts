import { afterEach, describe, expect, it, vi } from 'vitest';
import { aimedAt, aimedQuestion, PlacesOnScreen, showQuestion } from './places_on_screen';

/** A page of which only the scrolling is looked at. */
function scrolledPage() {
  vi.stubGlobal('scrollY', 0);
  vi.stubGlobal('scrollTo', (_: number, to: number) => vi.stubGlobal('scrollY', to));
  const places = new PlacesOnScreen();
  return (path: string) => {
    places.leaveFor(path);
    places.arrive();
    return scrollY;
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
  location.hash = '';
  document.body.replaceChildren();
});

describe('where a screen is scrolled to', () => {
  it('begins every room at its top', () => {
    const see = scrolledPage();
    see('visit/x/room/1');
    scrollTo(0, 700);
    expect(see('visit/x/room/2')).toBe(0);
    expect(see('visit/x/room/1')).toBe(0);
  });

  it('finds a list again where it was left', () => {
    const see = scrolledPage();
    see('visit/x/score');
    scrollTo(0, 900);
    expect(see('visit/x/score/criterion/SP01')).toBe(0);
    expect(see('visit/x/score')).toBe(900);
  });
});

describe('the question that an address asks for', () => {
  it('stands behind the address', () => {
    location.hash = `#/${aimedAt('visit/x/room/1', 'call_bell')}`;
    expect(aimedQuestion()).toBe('call_bell');
  });

  it('is asked for by none where there is none', () => {
    expect(aimedAt('visit/x/room/1', '')).toBe('visit/x/room/1');
    expect(aimedQuestion()).toBeNull();
  });

  it('gets the focus in its field, past the steps that may be out of order', () => {
    document.body.innerHTML =
      '<div data-input="beds"><button></button><div class="value"><button disabled></button><input></div></div>';
    showQuestion(document.body, 'beds');
    expect(document.activeElement?.tagName).toBe('INPUT');
  });
});
