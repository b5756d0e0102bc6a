import type { Route } from '../../router.svelte';

const load = () => import('./SyncScreen.svelte');

export const routes: Route[] = [{ pattern: 'sync', load }];
/** Inside a visit, where its differences can be settled. */
export const visitRoutes: Route[] = [{ pattern: 'visit/:insp/sync', load }];
