import './ui/fonts.css';
import './ui/tokens.css';
import { mount } from 'svelte';
import { firstWords } from './i18n/messages.svelte';
import App from './ui/App.svelte';
import { go, startRouting } from './ui/router.svelte';
import { session } from './ui/state/app';
import { appearance, chooseLanguage, followTheme } from './ui/state/appearance.svelte';
import { takeInvitation } from './ui/state/enrol_link';
import { installing } from './ui/state/install.svelte';
import { updates } from './ui/state/updates.svelte';
import { windows } from './ui/state/windows.svelte';

async function start(): Promise<void> {
  // Before anything else looks at the address: what is secret in it must not stay there.
  const invitation = takeInvitation(location, history);
  installing.start();
  followTheme();
  await firstWords(appearance.language);
  startRouting();
  windows.start();
  const target = document.getElementById('app');
  if (target === null) return;
  mount(App, { target });
  void chooseLanguage(appearance.language).catch(() => undefined); // every later screen asks again
  addEventListener('hashchange', () => {
    const later = takeInvitation(location, history);
    if (location.hash === '') go('today', true);
    if (later !== null) void session.letInAnother(later);
  });
  await session.start(invitation);
  if (import.meta.env.PROD) await updates.register(`${import.meta.env.BASE_URL}sw.js`);
}

void start();
