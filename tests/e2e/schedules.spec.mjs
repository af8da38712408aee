// Schedules seen: the rate over the steps with handles that edit it, and the conditions of Robbins and Monro in words.
import { expectAddress, open } from './hands.mjs'
import { expect, expectAccessible, test } from './helpers.mjs'

const LINK = '#v=1&f=quadratic&x0=-4,4&o=gd~rate=0.5~rate.schedule=linear~rate.end=0.1~rate.tau=50;adam&n=100&tol=0&noise=1'

/** The curve of the first run's rate. @param {import('@playwright/test').Page} page */
async function opened(page) {
  await page.locator('.run-name').first().click()
  return page.locator('.run').first().locator('.schedule-plot').filter({ visible: true })
}

test('a handle is dragged, and the address has the parameters that it moves', async ({ page }) => {
  await open(page, LINK)
  const plot = await opened(page)
  await expect(plot).toHaveCount(1)
  const end = plot.getByRole('button', { name: /^rate, where it ends: step 50, 0\.1\./ })
  await end.scrollIntoViewIfNeeded()
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await end.boundingBox())
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 40, y - 20, { steps: 5 })
  await page.mouse.up()
  await expectAddress(page, /rate\.end=0\.[2-4]\d*~rate\.tau=(6|7|8)\d/)
  // One gesture is undone at once.
  await page.keyboard.press('Control+z')
  await expectAddress(page, /rate\.end=0\.1~rate\.tau=50/)
})

test('arrow keys move a handle, with Shift further', async ({ page }) => {
  await open(page, LINK)
  const plot = await opened(page)
  await plot.getByRole('button', { name: /^rate, where it ends/ }).focus()
  await page.keyboard.press('ArrowRight')
  await expectAddress(page, /rate\.tau=51/)
  await page.keyboard.press('Shift+ArrowLeft')
  await expectAddress(page, /rate\.tau=41/)
  await page.keyboard.press('ArrowUp')
  await expectAddress(page, /rate\.end=0\.11/)
  await plot.getByRole('button', { name: /^rate, value at first/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expectAddress(page, /o=gd~rate=0\.45~/)
})

test('the conditions of Robbins and Monro are said of the schedule in force, with the sums at the cursor', async ({ page }) => {
  await open(page, `${LINK}&k=0`)
  const plot = await opened(page)
  const sums = page.locator('.run').first().locator('.sums').first()
  await expect(sums).toContainText('Σε is 0 so far and diverges')
  await expect(sums).toContainText('The second condition')
  const before = await plot.locator('canvas').evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL())
  await page.locator('#plot').focus()
  await page.keyboard.press('End')
  // 0.5 falling to 0.1 within 50 steps, then 50 times 0.1.
  await expect(sums).toContainText('Σε is 20.2 so far')
  expect(await plot.locator('canvas').evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL())).not.toBe(before)
  const choose = page.getByLabel('Schedule of rate').first()
  await choose.selectOption('cosine')
  await expect(sums).toContainText('The first condition')
  await choose.selectOption('inverse')
  await expect(sums).toContainText('Both conditions')
  await choose.selectOption('')
  await expect(plot).toHaveCount(0)
  await expect(sums).toContainText('The second condition')
})

test('the factor of momentum has a curve too, and nothing about sums', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&o=momentum~momentum=0.5~momentum.schedule=linear~momentum.end=0.99~momentum.tau=30&n=60')
  const plot = await opened(page)
  await expect(plot.getByRole('button', { name: /^momentum.*where it ends: step 30, 0\.99/ })).toBeVisible()
  await expect(page.locator('.sums').filter({ visible: true })).toHaveCount(1)
  await expectAccessible(page)
})

test('on a phone the handles stand apart and inside', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await open(page, LINK)
  const plot = await opened(page)
  await plot.scrollIntoViewIfNeeded()
  const frame = /** @type {{ x: number, width: number }} */ (await plot.boundingBox())
  expect(frame.x + frame.width).toBeLessThanOrEqual(360)
  await expect(plot.getByRole('button')).toHaveCount(2)
  await expectAccessible(page)
})
