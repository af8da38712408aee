// The function in space: beside the plot or instead of it, turned by drag and keys, with the paths and the runs on it.
import { expect, expectAccessible, test } from './helpers.mjs'
import { atRest, expectAddress, middle, nextFrame, open } from './hands.mjs'

const RACE = '#v=1&f=sixhump&x0=-1,-0.5&o=gd;bfgs&n=40&tol=0'
const ALONE = `${RACE}&see=points,surface,loss`

/** What the ground (0), the paths (1) or the heads (2) show. @param {import('@playwright/test').Page} page @param {number} layer */
async function drawn(page, layer) {
  await nextFrame(page)
  const canvas = page.locator('#space canvas').nth(layer)
  return canvas.evaluate((one) => /** @type {HTMLCanvasElement} */ (one).toDataURL())
}

test('plane, surface and both can be chosen, and the address says which', async ({ page }) => {
  await open(page, RACE)
  const [plane, surface] = [page.locator('#plot'), page.locator('#space')]
  const choose = async (/** @type {string} */ name) => {
    await page.getByRole('button', { name: 'Layers' }).click()
    await page.getByRole('group', { name: 'View of the function' }).getByRole('button', { name }).click()
    await page.keyboard.press('Escape')
  }
  await expect(surface).toBeHidden()
  await choose('Both')
  await expect(surface).toBeVisible()
  await expect(plane).toBeVisible()
  await expectAddress(page, /see=contour,heat,[^&]*surface/)
  await expectAccessible(page)
  await choose('Surface')
  await expect(plane).toBeHidden()
  await expectAddress(page, /see=points,[^&]*surface/)
  await choose('Plane')
  await expect(surface).toBeHidden()
  await expectAddress(page, /^(?!.*see=)/)
})

test('a drag and the arrow keys turn it, 0 turns it back, and it says how it stands', async ({ page }) => {
  await open(page, ALONE)
  const ground = page.locator('#space canvas').first()
  await expect(ground).toHaveAttribute('aria-label', /seen from 50° above, turned by −50°/)
  const before = await drawn(page, 0)
  const at = await middle(page.locator('#space'))
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + 100, at.y - 40, { steps: 4 })
  await page.mouse.up()
  await expect(ground).toHaveAttribute('aria-label', /seen from 32° above, turned by −95°/)
  expect(await drawn(page, 0)).not.toBe(before)
  await page.locator('#space').focus()
  await page.keyboard.press('0')
  expect(await drawn(page, 0)).toBe(before)
  await page.keyboard.press('ArrowLeft')
  expect(await drawn(page, 0)).not.toBe(before)
  await expect(page.locator('#step-words'), 'the arrows turn and do not step').toHaveText('step 0 of 40')
})

test('while a start is dragged its paths are drafts, and at rest the picture is that of the link', async ({ page }) => {
  await open(page, `${RACE}&see=contour,heat,points,surface,loss&k=40`)
  await atRest(page)
  const at = await middle(page.locator('.handle'))
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + 60, at.y - 20, { steps: 6 })
  await expect(page.locator('#space')).toHaveAttribute('data-draft', '')
  await page.mouse.up()
  await atRest(page)
  await expectAddress(page, /x0=/)
  const dragged = await drawn(page, 1)
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
  await page.keyboard.press('End')
  await atRest(page)
  await page.mouse.move(2, 2)
  expect(await drawn(page, 1)).toBe(dragged)
})

test('paths grow on it with the cursor, and the same cursor shows the same picture', async ({ page }) => {
  await open(page, ALONE)
  const empty = await drawn(page, 1)
  const step = page.getByRole('button', { name: 'Step', exact: true })
  for (let k = 0; k < 4; k += 1) await step.click()
  await expect(page.locator('#step-words')).toHaveText('step 4 of 40')
  const heads = await drawn(page, 2)
  expect(await drawn(page, 1)).not.toBe(empty)
  await step.click()
  expect(await drawn(page, 2)).not.toBe(heads)
  await page.getByRole('button', { name: 'Step back' }).click()
  expect(await drawn(page, 2)).toBe(heads)
})

test('a link with the surface shows it again, at once on a phone too', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await open(page, `${RACE}&see=contour,heat,surface,loss`)
  await expect(page.locator('#space')).toBeVisible()
  const box = await page.locator('#space').boundingBox()
  if (!box) throw new Error('no surface')
  expect(box.x >= 0 && box.x + box.width <= 360).toBe(true)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})
