import { render, screen } from '@testing-library/svelte';
import { beforeAll, describe, expect, it } from 'vitest';
import { setLanguage } from '../i18n/messages.svelte';
import NamedScreen from '../testing/NamedScreen.svelte';
import RoutedScreen from './RoutedScreen.svelte';
import type { AnyScreen, Route } from './router.svelte';

/** A screen whose code arrives when it is told to. */
function slowRoute(pattern: string) {
  let arrive = (_: { default: AnyScreen }): void => undefined;
  let fail = (_: Error): void => undefined;
  const load = () =>
    new Promise<{ default: AnyScreen }>((resolve, reject) => {
      arrive = resolve;
      fail = reject;
    });
  const route: Route = { pattern, load };
  return { route, arrive: () => arrive({ default: NamedScreen }), fail: () => fail(new Error('gone')) };
}

const HERE: Route = { pattern: 'here/:name', component: NamedScreen };
const heading = () => screen.queryByRole('heading', { level: 1 })?.textContent;

beforeAll(() => setLanguage('en'));

describe('a screen whose code is read late', () => {
  it('leaves the one before it in its place until then', async () => {
    const { route, arrive } = slowRoute('there/:name');
    const shown = render(RoutedScreen, { routes: [HERE, route], path: 'here/first' });
    await shown.rerender({ path: 'there/second' });
    expect(heading()).toBe('first');
    arrive();
    await expect.poll(heading).toBe('second');
  });

  it('is there at once the second time', async () => {
    const { route, arrive } = slowRoute('there/:name');
    const shown = render(RoutedScreen, { routes: [HERE, route], path: 'there/one' });
    arrive();
    await expect.poll(heading).toBe('one');
    await shown.rerender({ path: 'here/two' });
    await shown.rerender({ path: 'there/three' });
    expect(heading()).toBe('three');
  });

  it('says so where it cannot be read, and tries again when asked', async () => {
    const { route, arrive, fail } = slowRoute('there/:name');
    render(RoutedScreen, { routes: [route], path: 'there/x' });
    fail();
    (await screen.findByRole('button', { name: 'Try again' })).click();
    arrive();
    await expect.poll(heading).toBe('x');
  });
});
