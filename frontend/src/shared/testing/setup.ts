import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/preact';
import { afterEach } from 'vitest';
import { translation } from '../i18n';

afterEach(() => {
  cleanup();
  localStorage.clear();
  translation.value = null;
});
