// Steady: memory stays where it is over many recomputations, a long race never stops the page, and there is a way back
// after a crash. How fast things are is measured by `cargo xtask bench`.
import { expect, test } from './helpers.mjs'
import { LINK, middle, open, report } from './hands.mjs'
import { sizeOfMemories, watchMemories } from './memory.mjs'

test('a start that is dragged again and again takes no more memory', async ({ page }) => {
  await watchMemories(page)
  await open(page, LINK)
  const at = await middle(page.getByRole('button', { name: /^Start at/ }))
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  const sweep = async (/** @type {number} */ times) => {
    for (let i = 0; i < times; i++) {
      await page.mouse.move(at.x + 40 + 30 * Math.sin(i / 7), at.y + 60 + 40 * Math.cos(i / 5))
    }
  }
  await sweep(100)
  const before = await sizeOfMemories(page)
  const elements = await page.locator('*').count()
  expect(before).toBeGreaterThan(0)
  await sweep(300)
  expect(await sizeOfMemories(page)).toBe(before)
  await page.mouse.up()
  expect(await page.locator('*').count()).toBe(elements)
})

test('a long race is computed in slices, and the page shows how far it has come', async ({ page }) => {
  await open(page, LINK)
  await page.evaluate(() => {
    const words = /** @type {HTMLElement} */ (document.getElementById('step-words'))
    const seen = new Set()
    new MutationObserver(() => seen.add(words.textContent)).observe(words, { childList: true, characterData: true, subtree: true })
    Object.assign(globalThis, { seen })
    location.hash = '#v=1&f=rastrigin&x0=2.2,-1.7&o=gd~rate=0.0001;adam~rate=0.0001;lion~rate=0.0001&n=300000&tol=0'
  })
  await expect(page.locator('#step-words')).toHaveText(/of 300\s000/, { timeout: 40_000 })
  expect(await page.evaluate(() => /** @type {any} */ (globalThis).seen.size)).toBeGreaterThan(2)
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
