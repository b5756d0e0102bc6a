import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

// The server says where the built files go (--outDir); `dist` is for looking at a build by hand.
// `--mode bench` builds bench.html alone, which no other build knows, and no service worker beside it.
export default defineConfig(({ mode }) => ({
  base: '/app/',
  build: {
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    ...(mode === 'bench' && { rollupOptions: { input: 'bench.html' } }),
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8000', '/sync': 'http://127.0.0.1:8000' } },
  plugins: [
    svelte(),
    mode !== 'bench' &&
      VitePWA({
        registerType: 'prompt',
        injectRegister: false,
        strategies: 'injectManifest',
        srcDir: 'src',
        filename: 'sw.ts',
        injectManifest: {
          globPatterns: ['**/*.{js,css,html,svg,png,woff2,webmanifest}'],
          maximumFileSizeToCacheInBytes: 4_000_000,
        },
        manifest: {
          id: '/app/',
          name: 'Тексеру',
          short_name: 'Тексеру',
          description: 'Records what inspectors see, without a network.',
          lang: 'kk',
          start_url: '/app/',
          scope: '/app/',
          display: 'standalone',
          theme_color: '#0b5d4e',
          background_color: '#eef2f1',
          icons: [
            { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
            { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
            { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
            { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          ],
        },
      }),
  ],
}));
