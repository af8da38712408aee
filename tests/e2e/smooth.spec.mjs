// Smooth and steady: no long tasks while playing or dragging, no growth over many recomputations, and a way back after a crash.
import { expect, test } from './helpers.mjs'
import { LINK, middle, open, report } from './hands.mjs'

/** Thirteen methods, 2,000 steps each. */
const CROWD = `#v=1&f=rosenbrock&x0=-1.2,1&o=${[
  'gd~rate=0.001',
  'momentum~rate=0.0005',
  'nesterov~rate=0.0005',
  'adagrad~rate=0.1',
  'adadelta',
  'rmsprop',
  'adam~rate=0.01',
  'amsgrad~rate=0.01',
  'adamw~rate=0.01',
  'adamax~rate=0.01',
  'nadam~rate=0.01',
  'radam~rate=0.01',
  'lion~rate=0.01',
].join(';')}&n=2000&tol=0`

/**
 * Seconds of script that the page's own thread has worked since the last call: what other programs take from the processor
 * meanwhile does not count.
 * @param {import('@playwright/test').Page} page
 */
async function stopwatch(page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Performance.enable', { timeDomain: 'threadTicks' })
  let before = 0
  return async () => {
    const { metrics } = await client.send('Performance.getMetrics')
    const now = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0
    const since = now - before
    before = now
    return since
  }
}

/**
 * Counts the frames that the page draws.
 * @param {import('@playwright/test').Page} page
 */
async function countFrames(page) {
  await page.evaluate(() => {
    const count = { frames: 0 }
    Object.assign(window, { count })
    const frame = () => {
      count.frames += 1
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  return () => page.evaluate(() => /** @type {number} */ (/** @type {any} */ (window).count.frames))
}

test('a crowd plays at a few milliseconds of script a frame', async ({ page }) => {
  await open(page, CROWD)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.waitForTimeout(500)
  const frames = await countFrames(page)
  const worked = await stopwatch(page)
  const first = await frames()
  await worked()
  await page.waitForTimeout(3000)
  const seconds = await worked()
  const drawn = (await frames()) - first
  expect(drawn).toBeGreaterThan(20)
  expect((1000 * seconds) / drawn).toBeLessThan(5)
})

test('a start is dragged at a few milliseconds of script a move, and memory stays where it is', async ({ page }) => {
  await open(page, LINK)
  const worked = await stopwatch(page)
  const at = await middle(page.getByRole('button', { name: /^Start at/ }))
  const memory = () =>
    page.evaluate(() => /** @type {any} */ (performance).memory.usedJSHeapSize + document.querySelectorAll('*').length)
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  const sweep = async (/** @type {number} */ times) => {
    for (let i = 0; i < times; i++) {
      await page.mouse.move(at.x + 40 + 30 * Math.sin(i / 7), at.y + 60 + 40 * Math.cos(i / 5))
    }
  }
  await sweep(60)
  const before = await memory()
  await worked()
  await sweep(300)
  const seconds = await worked()
  const after = await memory()
  await page.mouse.up()
  expect((1000 * seconds) / 300).toBeLessThan(12)
  expect(after - before).toBeLessThan(8e6)
})

test('a long race is computed in slices, and the page draws meanwhile', async ({ page }) => {
  await page.goto('/')
  const frames = await countFrames(page)
  const first = await frames()
  await page.evaluate(() => {
    location.hash = '#v=1&f=rastrigin&x0=2.2,-1.7&o=gd~rate=0.0001;adam~rate=0.0001;lion~rate=0.0001&n=300000&tol=0'
  })
  await expect(page.locator('#step-words')).toHaveText(/of 300\s000/, { timeout: 40_000 })
  expect((await frames()) - first).toBeGreaterThan(8)
})

test('after a panic a bar offers to begin again, with the experiment kept', async ({ page, expectFault }) => {
  expectFault(/^/)
  await page.route('**/descent-web.js', async (route) => {
    const contentType = 'text/javascript'
    // The same glue under another address, with one of its methods in other hands.
    const body = `
      import { Race } from './descent-web.js?whole'
      export * from './descent-web.js?whole'
      export { default } from './descent-web.js?whole'
      const steps = Race.prototype.advance
      Race.prototype.advance = function (n) {
        if (!globalThis.broken) return steps.call(this, n)
        globalThis.broken = false
        console.error('broken on purpose')
        throw new WebAssembly.RuntimeError('unreachable')
      }`
    await route.fulfill({ contentType, body })
  })
  await open(page, LINK)
  await page.evaluate(() => Object.assign(globalThis, { broken: true }))
  await page.getByLabel('x of the start').fill('-3')
  await expect(page.getByRole('alert')).toContainText('broke down')
  await page.getByRole('button', { name: 'Start again' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
  const { runs } = await report(page)
  expect(runs[0]?.start).toEqual([-3, 3])
})
