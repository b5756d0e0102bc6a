import type { Route } from '../../router.svelte';

export const routes: Route[] = [{ pattern: 'visit/:insp/team', load: () => import('./TeamScreen.svelte') }];
