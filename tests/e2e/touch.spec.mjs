// Fingers: one scrolls the page, two stretch the plot, one on a start drags it.
import { expect, test } from './helpers.mjs'
import { LINK, expectAddress, middle, open } from './hands.mjs'

test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } })

/**
 * @param {import('@playwright/test').Page} page
 * @param {{ x: number, y: number }[][]} frames the fingers, frame by frame
 */
async function touch(page, frames) {
  const client = await page.context().newCDPSession(page)
  for (const [i, fingers] of frames.entries()) {
    const touchPoints = fingers.map(({ x, y }, id) => ({ x, y, id }))
    await client.send('Input.dispatchTouchEvent', { type: i === 0 ? 'touchStart' : 'touchMove', touchPoints })
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('one finger on the plot scrolls the page', async ({ page }) => {
  await open(page, LINK)
  const { x, y } = await middle(page.locator('#plot'))
  await touch(
    page,
    Array.from({ length: 12 }, (_, i) => [{ x, y: y + 60 - 18 * i }]),
  )
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(60)
  expect(page.url()).not.toContain('box=')
})

test('two fingers stretch the plot', async ({ page }) => {
  await open(page, LINK)
  const { x, y } = await middle(page.locator('#plot'))
  await touch(
    page,
    Array.from({ length: 12 }, (_, i) => [
      { x: x - 20 - 5 * i, y },
      { x: x + 20 + 5 * i, y },
    ]),
  )
  await expectAddress(page, /box=/)
  expect(await page.evaluate(() => scrollY)).toBe(0)
})

test('a finger drags the start, and the page stays where it is', async ({ page }) => {
  await open(page, LINK)
  const { x, y } = await middle(page.getByRole('button', { name: /^Start at/ }))
  await touch(
    page,
    Array.from({ length: 10 }, (_, i) => [{ x: x + 4 * i, y: y + 8 * i }]),
  )
  await expectAddress(page, /^(?!.*x0=-4,3)/)
  expect(await page.evaluate(() => scrollY)).toBe(0)
})

test('a finger drags a point of one’s own, and the page stays where it is', async ({ page }) => {
  await open(page, '#v=1&data=points~model=line&o=gd&n=20&pts=0,1;1,2;2,4')
  await page.getByRole('tab', { name: 'Results' }).click()
  const grip = page.getByRole('button', { name: /^Point 2 of 3/ })
  await grip.scrollIntoViewIfNeeded()
  const { x, y } = await middle(grip)
  const scrolled = await page.evaluate(() => scrollY)
  await touch(
    page,
    Array.from({ length: 8 }, (_, i) => [{ x: x + 3 * i, y: y - 6 * i }]),
  )
  await expectAddress(page, /pts=0,1;1\.\d+,[23]\.\d+;2,4(&|$)/)
  expect(await page.evaluate(() => scrollY)).toBe(scrolled)
})
