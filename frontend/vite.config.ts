import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { baseTheme } from './build/base-theme.ts';
import { websocketOnly } from './build/websocket-only.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const entries = ['deelnemer', 'spelleider', 'scherm', 'tafel', 'beheer'].map((name) => `src/${name}/main.tsx`);

// What every screen loads anyway, in one piece: in many small ones it compresses worse. Only the cockpit leads.
const BASE =
  /node_modules\/(@?preact|@?socket\.io|engine\.io)|src\/shared\/(api|live(?!\/leading)|i18n\/(index|agenda)|i18n\/locales\/nl\/(common|agenda))/;

// The server renders the pages and finds the files in the manifest: the inputs are modules, not HTML.
export default defineConfig({
  root,
  base: '/static/dist/',
  publicDir: false,
  oxc: {
    jsx: { runtime: 'automatic', importSource: 'preact' },
    assumptions: { setPublicClassFields: true },
  },
  plugins: [
    baseTheme(root, { deelnemer: ['deelnemer'], workspace: ['spelleider', 'scherm', 'tafel'], beheer: ['beheer'] }),
    websocketOnly(),
  ],
  build: {
    outDir: '../wijkplatform/web/static/dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2020',
    cssTarget: ['chrome87', 'safari14'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: entries.filter((entry) => existsSync(`${root}${entry}`)),
      output: { codeSplitting: { groups: [{ name: 'base', test: BASE }] } },
    },
  },
});
