import type { Route } from '../../router.svelte';
import SettingsScreen from './SettingsScreen.svelte';

export const routes: Route[] = [{ pattern: 'settings', component: SettingsScreen }];
