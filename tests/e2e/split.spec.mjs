// The module comes in two parts: the first plot needs the first one only, everything after it needs both.
import { brotliCompressSync, constants } from 'node:zlib'
import { expect, test } from './helpers.mjs'
import { LINK, picture, report } from './hands.mjs'

/** @typedef {import('@playwright/test').Page} Page */

/** At most so many bytes until the first plot is seen. */
const LIMIT = 150_000

/** A link whose first plot is none of those that the build draws to see what they need. */
const UNUSUAL = '#v=1&f=floor(tan(x))%2Babs(atan(y))*tanh(x*y)-log(cosh(x))&x0=0.3,0.2&o=lion~rate=0.1;rmsprop~centered=1~momentum=0.5&n=30&tol=0&k=30'

/**
 * Holds back the second part until it is told otherwise.
 * @param {Page} page
 */
async function holdRest(page) {
  /** @type {() => void} */
  let release = () => {}
  const held = new Promise((go) => (release = () => go(null)))
  await page.route('**/descent-web_rest.wasm', async (route) => {
    await held
    await route.continue()
  })
  return release
}

/** @param {Page} page */
const isDrawn = (page) => expect.poll(() => page.evaluate(() => performance.getEntriesByName('first-plot').length)).toBe(1)

for (const [what, link, width] of /** @type {const} */ ([
  ['the bare page', '', 1440],
  ['the bare page on a phone', '', 360],
  ['a link', LINK, 768],
  ['a formula', '#v=1&f=x^2%2B3*y^2&x0=-4,3&o=adam~rate=0.1;gd&n=20', 1280],
  ['a notice', '#v=1&f=rosenbrock&o=gd&nonsense=1', 412],
  ['methods of all kinds', '#v=1&f=rosenbrock&o=newton;lbfgsb;nelder-mead;trust-region;cg', 1024],
])) {
  test(`the first plot of ${what} needs the first part only`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 })
    const release = await holdRest(page)
    await page.goto(`/${link}`)
    await isDrawn(page)
    await expect(page.locator('html')).toHaveAttribute('data-descent', 'drawn')
    const field = await picture(page, 'field')
    release()
    await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
    // The page goes on with what was drawn.
    expect(await picture(page, 'field')).toBe(field)
  })
}

test('until the first plot is seen, exactly what the page names is fetched, and no more than the bar allows', async ({ page }) => {
  /** @type {Map<string, Promise<Buffer>>} */
  const bodies = new Map()
  page.on('response', (response) => bodies.set(new URL(response.url()).pathname, response.body()))
  await page.goto('/')
  await isDrawn(page)
  const [fetched, named] = await page.evaluate(async () => {
    const mark = performance.getEntriesByName('first-plot')[0]?.startTime ?? 0
    const early = performance.getEntriesByType('resource').filter((one) => one.startTime <= mark)
    // As it was sent: links for later have become others since.
    const sent = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html')
    const links = [...sent.querySelectorAll('link:not([rel=later]):not([rel=icon]):not([rel=manifest]), script')]
    const addresses = links.map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? '')
    return [early.map((one) => new URL(one.name).pathname), addresses.map((one) => `/${one}`)]
  })
  // Browsers fetch the icon when they like to, and the manifest when somebody installs the page.
  const all = (/** @type {string[]} */ paths) => [...new Set(paths)].filter((path) => !path.endsWith('/icon.svg')).sort()
  expect(all(fetched)).toEqual(all(named))
  let sum = 0
  for (const path of ['/', ...new Set(fetched)]) {
    const body = await bodies.get(path)
    if (!body) throw new Error(`${path} was not received`)
    sum += brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
  }
  expect(sum).toBeGreaterThan(50_000)
  expect(sum).toBeLessThan(LIMIT)
})

test('a link that needs more waits for it, and then begins anew', async ({ page }) => {
  const release = await holdRest(page)
  const asked = page.waitForRequest('**/descent-web_rest.wasm')
  await page.goto(`/${UNUSUAL}`)
  // It is asked for when the first plot is seen, or when there can be none without it.
  await asked
  expect(await page.evaluate(() => performance.getEntriesByName('first-plot').length)).toBe(0)
  release()
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
  await isDrawn(page)
  await expect(page.locator('#step-words')).toHaveText('step 30 of 30')
  const { runs } = await report(page)
  expect(runs.map(({ x }) => x.length)).toEqual([31, 31])
})

test('without the second part the plot is there, and a sentence says what is missing', async ({ page, expectFault }) => {
  expectFault(/^/)
  await page.route('**/descent-web_rest.wasm', (route) => route.abort('connectionrefused'))
  await page.goto(`/${LINK}`)
  await expect(page.getByRole('alert')).toHaveText(/The plot stands still: a part of the page did not arrive/)
  expect(await page.evaluate(() => performance.getEntriesByName('first-plot').length)).toBe(1)
})

test('another link that is opened meanwhile is not missed', async ({ page }) => {
  const release = await holdRest(page)
  await page.goto('/')
  await isDrawn(page)
  await page.evaluate((link) => (location.hash = link), LINK)
  release()
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
  await expect(page.locator('#step-words')).toHaveText('step 0 of 40')
})
