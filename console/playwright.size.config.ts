import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

// `npm run size`: what a cold overview costs over the wire, from the files in `dist`.
const url = 'http://127.0.0.1:4179';

export default defineConfig({
  ...base,
  testMatch: 'size.ts',
  use: { ...base.use, baseURL: url },
  webServer: { command: 'npx vite preview --port 4179 --strictPort', url },
});
