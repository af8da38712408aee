// The jobs of crates/bench in Chromium, beside what others would use for them.
import { test } from '@playwright/test'
import { inFreshBrowser, keep, processes, rounds } from './bench/results.mjs'

const url = process.env.DESCENT_BENCH_URL ?? ''

for (let number = 1; number <= processes; number++) {
  test(`jobs in wasm and their competitors, process ${number}`, async () => {
    await inFreshBrowser(async (page, browser) => {
      await page.route('**', isolated)
      await page.goto(url)
      await page.waitForFunction(() => 'measure' in globalThis)
      // @ts-expect-error: the page's own function
      const result = await page.evaluate((count) => measure(count), rounds)
      await keep('wasm', number, { ...result, browser: browser.version() })
    })
  })
}

/**
 * With these headers a page gets a clock of 5 µs instead of 100. The site's policy does not hold here: the competing closures are
 * made of texts.
 * @param {import('@playwright/test').Route} route
 */
async function isolated(route) {
  const response = await route.fetch()
  const { 'content-security-policy': _policy, ...own } = response.headers()
  const headers = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
  await route.fulfill({ response, headers: { ...own, ...headers } })
}
