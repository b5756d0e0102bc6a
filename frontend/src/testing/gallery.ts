/** Screens of a visit without engine and server, for looking at them while they are made:
 * gallery.html?lang=ru&theme=dark&rooms=40&review=returned#/visit/demo/rooms. Not part of any build. */
import '@fontsource-variable/inter';
import '../ui/tokens.css';
import { mount } from 'svelte';
import type { Language } from '../domain/json';
import { packFromDocument } from '../domain/pack_document';
import type { ChecklistReference } from '../domain/references';
import { setLanguage } from '../i18n/messages.svelte';
import { startRouting } from '../ui/router.svelte';
import { markDemo } from '../ui/state/demo.svelte';
import { Visit } from '../ui/state/visit.svelte';
import Gallery from './Gallery.svelte';
import { inventedFacility, inventedVisit } from './invented_visit';
import { reviewed } from './reviewing';

const asked = new URLSearchParams(location.search);
const fixture = async (name: string) =>
  (await fetch(`${import.meta.env.BASE_URL}.fixtures/${name}.json`)).json();

async function show(): Promise<void> {
  await setLanguage((asked.get('lang') ?? 'ru') as Language);
  document.documentElement.dataset.theme = asked.get('theme') ?? 'light';
  markDemo(true);
  startRouting();
  const rooms = Number(asked.get('rooms') ?? 40);
  const checklist: ChecklistReference = await fixture('checklist_full');
  const documents = [await fixture('pack_international'), await fixture('pack_kz')];
  const [main, ...norms] = documents.map((one) => packFromDocument(one));
  if (main === undefined) return;
  const standards = { main, norms, documents };
  const opened = await inventedVisit(checklist, rooms, asked.get('filled') !== 'no');
  await reviewed(opened, asked.get('review'));
  const facility = inventedFacility(rooms, checklist);
  const target = document.getElementById('app');
  if (target === null) return;
  mount(Gallery, { target, props: { visit: new Visit(opened, facility, checklist, standards) } });
}

void show();
