import type { Route } from '../../router.svelte';

export const routes: Route[] = [{ pattern: 'settings', load: () => import('./SettingsScreen.svelte') }];
