import { defineConfig, mergeConfig } from 'vitest/config';
import vite from './vite.config.ts';

// What draws (.tsx) needs a page; what only reckons (.ts) does not, unless its first line asks for one.
export default mergeConfig(
  vite,
  defineConfig({
    test: {
      restoreMocks: true,
      testTimeout: 10_000,
      maxWorkers: 2,
      projects: [
        {
          extends: true,
          test: {
            name: 'page',
            environment: 'jsdom',
            include: ['src/**/*.test.tsx'],
            setupFiles: ['src/shared/testing/setup.ts'],
          },
        },
        {
          extends: true,
          test: {
            name: 'plain',
            environment: 'node',
            include: ['src/**/*.test.ts', 'build/**/*.test.ts', 'scripts/**/*.test.js'],
          },
        },
      ],
    },
  }),
);
