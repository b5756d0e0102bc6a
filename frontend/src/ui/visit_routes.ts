/** Every screen inside a visit; loaded with the first visit that is opened, and precached with the app. */
import type { Route } from './router.svelte';
import { routes as notes } from './screens/notes/routes';
import { routes as photos } from './screens/photos/routes';
import { routes as questions } from './screens/questions/routes';
import { routes as rooms } from './screens/rooms/routes';
import { routes as score } from './screens/score/routes';
import { routes as sign } from './screens/sign/routes';
import { visitRoutes as sync } from './screens/sync/routes';
import { routes as team } from './screens/team/routes';

export const visitRoutes: readonly Route[] = [
  ...rooms,
  ...questions,
  ...score,
  ...photos,
  ...notes,
  ...sign,
  ...sync,
  ...team,
];
