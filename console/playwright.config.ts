import { defineConfig } from '@playwright/test';

// OMBUD_URL       address of a server with the console, such as http://localhost:8321
// OMBUD_PROGRAM   the built program, for servers that a test starts itself
// OMBUD_LOGIN     login name of an analyst who needs no second factor
// OMBUD_PASSWORD  their password
// OMBUD_ARTEFACTS folder for screenshots and reports
const artefacts = process.env['OMBUD_ARTEFACTS'] ?? 'artefacts';

export default defineConfig({
  testDir: 'e2e',
  outputDir: `${artefacts}/results`,
  // The tests share one account: what one does to its sessions must not meet another.
  workers: 1,
  forbidOnly: true,
  // Limits for what never comes; a machine that is slow or busy fails nothing.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env['OMBUD_URL'] ?? 'http://localhost:4173',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 900 },
    trace: 'off',
    // Colours that are half way between two states would be measured otherwise.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env['OMBUD_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
