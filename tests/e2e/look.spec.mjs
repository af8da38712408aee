// How it looks and whether everybody can use it: nine pictures for the eye, axe, no shifts.
import { expect, expectAccessible, keepScreenshot, test } from './helpers.mjs'
import { LINK, atRest, open, step } from './hands.mjs'

const SIZES = /** @type {const} */ ([
  [1440, 900],
  [768, 1024],
  [360, 780],
])

for (const [width, height] of SIZES) {
  for (const look of /** @type {const} */ (['light', 'dark', 'playing'])) {
    test(`${width} wide, ${look}: a picture, nothing wider than the screen, no violation`, async ({ page }) => {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' })
      await open(page)
      if (look === 'playing') await expect.poll(() => step(page)).toBeGreaterThan(4)
      else await page.keyboard.press('End')
      await page.mouse.move(2, 2)
      await atRest(page)
      await keepScreenshot(page, `${width}-${look}`)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(width)
      if (look !== 'playing') await expectAccessible(page)
    })
  }
}

test('an opened run, the list of methods, an error and the dialogs have no violation', async ({ page }) => {
  await open(page, '#v=1&f=x^2+a*y^2&p=a=3&x0=-4,3&o=adam~rate=0.1;gd&n=20&nonsense=1')
  await page.locator('.run-name').first().click()
  await page.getByRole('button', { name: 'Add a method' }).click()
  await page.getByLabel('Formula in x and y').fill('x^2 +')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close' }).click()
  await page.keyboard.press('Shift+?')
  await expect(page.getByRole('heading', { name: 'Keys and hands' })).toBeVisible()
  await expectAccessible(page)
})

for (const width of [1440, 412]) {
  test(`nothing shifts while it loads and plays, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 823 })
    await page.addInitScript(() => {
      const shifts = /** @type {string[]} */ ([])
      Object.assign(window, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, sources } = /** @type {any} */ (entry)
          const names = sources.map((/** @type {any} */ one) => one.node?.className || one.node?.id || one.node?.nodeName)
          shifts.push(`${value.toFixed(4)}: ${names.join(', ')}`)
        }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await open(page)
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout: 20_000 })
    await atRest(page)
    const shifts = await page.evaluate(() => /** @type {any} */ (window).shifts)
    expect(shifts.filter((/** @type {string} */ one) => Number.parseFloat(one) > 0.001)).toEqual([])
  })
}

test('small screens have tabs that work by keyboard', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, LINK)
  await expect(page.locator('#runs')).toBeVisible()
  await expect(page.locator('#minimize')).toBeHidden()
  await page.getByRole('tab', { name: 'Function' }).click()
  await expect(page.locator('#minimize')).toBeVisible()
  await expect(page.locator('#runs')).toBeHidden()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('tab', { name: 'Results' })).toBeFocused()
  await expect(page.locator('#chart-loss')).toBeVisible()
  await expect(page.locator('.chip')).toHaveCount(2)
})
