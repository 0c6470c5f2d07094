import { defineConfig, mergeConfig } from 'vitest/config';
import vite from './vite.config.ts';

export default mergeConfig(
  vite,
  defineConfig({
    test: {
      environment: 'jsdom',
      include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
      setupFiles: ['src/shared/testing/setup.ts'],
      restoreMocks: true,
      testTimeout: 10_000,
      maxWorkers: 2,
    },
  }),
);
