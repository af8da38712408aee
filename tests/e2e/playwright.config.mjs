// Started by `cargo xtask test page`, which serves the finished page and says where: at the root of a host in
// DESCENT_URL, below a path in DESCENT_SUBPATH_URL, with the browser in DESCENT_CHROMIUM.
import { defineConfig } from '@playwright/test'

const { DESCENT_URL: baseURL, DESCENT_CHROMIUM: executablePath } = process.env
if (!baseURL || !executablePath) {
  throw new Error('these tests are started by: cargo xtask test page [-- PLAYWRIGHT ARGUMENTS]')
}

export default defineConfig({
  testDir: '.',
  outputDir: 'artifacts/results',
  snapshotPathTemplate: 'snapshots/{testFileName}/{arg}{ext}',
  reporter: 'list',
  forbidOnly: Boolean(process.env.CI),
  // One browser at a time: two share the cores, and then neither is measured well.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL,
    browserName: 'chromium',
    // A worker that keeps the page would stand between the tests and what they look at; offline.spec.mjs allows it.
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'page', testMatch: '**/*.spec.mjs' },
    { name: 'bench', testMatch: '**/*.bench.mjs', timeout: 600_000, use: { trace: 'off' } },
  ],
})
