import type { Route } from '../../router.svelte';
import SyncScreen from './SyncScreen.svelte';

export const routes: Route[] = [{ pattern: 'sync', component: SyncScreen }];
/** Inside a visit, where its differences can be settled. */
export const visitRoutes: Route[] = [{ pattern: 'visit/:insp/sync', component: SyncScreen }];
