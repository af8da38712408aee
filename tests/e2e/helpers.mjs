// What every test of the page shares: it fails on anything that a reader would find in the console.
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect } from '@playwright/test'

/** @typedef {import('@playwright/test').Page} Page */

/** The page below a path, as course notes would publish it. */
export const subpathURL = process.env.DESCENT_SUBPATH_URL ?? ''

const origins = [process.env.DESCENT_URL ?? '', subpathURL].map((url) => new URL(url).origin)

/** Lets tests serve pages of their own. @param {string} origin */
export function allow(origin) {
  origins.push(origin)
}

/**
 * Collects what must not happen. Violations of the policy are reported by the page itself.
 * @param {Page} page
 */
async function watch(page) {
  /** @type {string[]} */
  const faults = []
  page.on('console', (message) => {
    if (message.text() === 'Service Worker registration blocked by Playwright') return
    if (['error', 'warning'].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    const local = ['data:', 'blob:'].includes(url.protocol) || origins.includes(url.origin)
    if (!local) faults.push(`request to another origin: ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText
    // A page that is left takes its open requests with it.
    if (reason !== 'net::ERR_ABORTED') faults.push(`${reason} for ${request.url()}`)
  })
  await page.exposeFunction('reportViolation', (/** @type {string} */ what) => faults.push(`policy: ${what}`))
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      // @ts-expect-error: the function that was exposed above
      reportViolation(`${event.violatedDirective} forbids ${event.blockedURI || event.sample}`)
    })
  })
  return faults
}

/**
 * @typedef {object} Watching
 * @property {string[]} faults What happened so far and must not have.
 * @property {(pattern: RegExp) => void} expectFault Announces a fault that the test provokes; it must then occur.
 */

/**
 * @type {import('@playwright/test').Fixtures<Watching, {},
 *   import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions,
 *   import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions>}
 */
const watching = {
  faults: [
    async ({ page }, use) => {
      await use(await watch(page))
    },
    { auto: true },
  ],
  expectFault: [
    async ({ faults }, use) => {
      /** @type {RegExp[]} */
      const expected = []
      await use((pattern) => void expected.push(pattern))
      const unexpected = faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)))
      const missing = expected.filter((pattern) => !faults.some((fault) => pattern.test(fault)))
      expect(unexpected, 'nothing in the console').toEqual([])
      expect(missing, 'every fault that was announced').toEqual([])
    },
    { auto: true },
  ],
}

/** The test function of all specs. */
export const test = base.extend(watching)

export { expect }

/**
 * Fails on any violation that axe finds.
 * @param {Page} page
 * @param {string} [without] what is tested by itself: the landmarks of a frame are twice on the page around it
 */
export async function expectAccessible(page, without) {
  const axe = new AxeBuilder({ page })
  const { violations } = await (without ? axe.exclude(without) : axe).analyze()
  const readable = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((n) => n.html).join('\n  ')}`)
  expect(readable, 'no violation found by axe').toEqual([])
}

/**
 * Keeps a screenshot for people to look at.
 * @param {Page} page
 * @param {string} name
 */
export async function keepScreenshot(page, name) {
  await page.screenshot({ path: `tests/e2e/artifacts/screens/${name}.png` })
}
