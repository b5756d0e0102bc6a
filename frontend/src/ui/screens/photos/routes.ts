import type { Route } from '../../router.svelte';
import PhotoScreen from './PhotoScreen.svelte';
import PhotosScreen from './PhotosScreen.svelte';

export const routes: Route[] = [
  { pattern: 'visit/:insp/photos', component: PhotosScreen },
  { pattern: 'visit/:insp/photo/:evidence', component: PhotoScreen },
  { pattern: 'visit/:insp/photo/:evidence/mark', load: () => import('./AnnotateScreen.svelte') },
];
