import { defineConfig } from '@playwright/test'

/** Debian's Chromium where nothing else is named: Playwright's own download is not always possible. */
const executablePath = process.env['DAOMESH_CHROMIUM'] ?? '/usr/bin/chromium'

/** Real browsers on real member nodes and a real chain; a file in one worker, because the nodes of a journey are shared by its steps; two files at a time, because browsers mostly wait. */
export default defineConfig({
  testDir: '.',
  testMatch: process.env['DAOMESH_PICTURE'] === '1' ? 'picture.ts' : '*.spec.ts',
  globalSetup: './fixtures/buildInterface.ts',
  outputDir: './test-results',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 360_000,
  expect: { timeout: 60_000 },
  use: {
    viewport: { width: 1_280, height: 840 },
    locale: 'en-US',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, args: ['--no-sandbox'] },
  },
})
