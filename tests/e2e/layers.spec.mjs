// The layers of the plot: each is drawn, said and linked, by mouse and by keys.
import { expect, expectAccessible, test } from './helpers.mjs'
import { expectAddress, nextFrame, open, picture } from './hands.mjs'

/** A search with bounds, trials, arrows and a saddle at hand. */
const RACE = '#v=1&f=sixhump&x0=-1,-0.5&o=bfgs;lbfgsb&bounds=own&n=40&k=3'
const CANVAS = { Contours: 'field', Shading: 'field', 'Gradient field': 'field', 'Critical points': 'field', Bounds: 'field', Arrows: 'paths', Trials: 'paths', Curvature: 'heads' }

/** @param {import('@playwright/test').Page} page */
const menu = async (page) => {
  await page.getByRole('button', { name: 'Layers' }).click()
  return page.getByRole('dialog', { name: 'Layers of the plot' })
}

/** What a canvas shows when it has come to rest. @param {import('@playwright/test').Page} page @param {string} id */
async function still(page, id) {
  await expect(page.locator('#plot')).not.toHaveAttribute('data-draft')
  await nextFrame(page)
  return picture(page, id)
}

for (const [name, canvas] of Object.entries(CANVAS)) {
  test(`${name} can be switched, and back`, async ({ page }) => {
    await open(page, RACE)
    const before = await still(page, canvas)
    const box = (await menu(page)).getByRole('checkbox', { name })
    const was = await box.isChecked()
    await box.click()
    await expect.poll(() => still(page, canvas)).not.toBe(before)
    await expectAddress(page, /see=/)
    await box.setChecked(was)
    await expect.poll(() => still(page, canvas)).toBe(before)
    await expectAddress(page, /^(?!.*see=)/)
  })
}

test('a panel that a link leaves out can be brought back', async ({ page }) => {
  await open(page, `${RACE}&see=contour,loss`)
  await expect(page.locator('#inspector')).toBeHidden()
  await (await menu(page)).getByRole('checkbox', { name: 'Inspector' }).check()
  await expect(page.locator('#inspector h2')).toHaveText('BFGS')
  await expectAddress(page, /see=contour,loss,inspector/)
})

test('the menu of layers works by keys and has no fault that axe finds', async ({ page }) => {
  await open(page, RACE)
  const button = page.getByRole('button', { name: 'Layers' })
  await button.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Layers of the plot' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page)
  for (const way of ['Plane', 'Surface', 'Both']) {
    await page.keyboard.press('Tab')
    await expect(dialog.getByRole('button', { name: way })).toBeFocused()
  }
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('checkbox', { name: 'Contours' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(dialog.getByRole('checkbox', { name: 'Contours' })).not.toBeChecked()
  await expect(page.locator('#step-words'), 'Space does not play here').toHaveText(/^step 3 /)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button).toBeFocused()
})

test('the menu of layers stays on the screen of a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 })
  await open(page, RACE)
  const box = await (await menu(page)).boundingBox()
  if (!box) throw new Error('no menu')
  expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 360 && box.y + box.height <= 640).toBe(true)
})
