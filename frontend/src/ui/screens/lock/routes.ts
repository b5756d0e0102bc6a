import type { Route } from '../../router.svelte';

export const routes: Route[] = [];
