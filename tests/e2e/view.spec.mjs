// The view: wheel, drag, keys, buttons; the page's own scroll is never taken.
import { expect, test } from './helpers.mjs'
import { LINK, expectAddress, middle, nextFrame, open, picture } from './hands.mjs'

test('the wheel zooms only when the plot has the focus or with Ctrl', async ({ page }) => {
  await open(page, LINK)
  const at = await middle(page.locator('#plot'))
  await page.mouse.move(at.x, at.y)
  const taken = page.evaluate(
    () => new Promise((resolve) => addEventListener('wheel', (event) => resolve(event.defaultPrevented), { once: true })),
  )
  await nextFrame(page)
  await page.mouse.wheel(0, -240)
  expect(await taken, 'the page has its own scroll').toBe(false)
  await nextFrame(page)
  await expect(page.getByRole('button', { name: /Reset/ })).toBeDisabled()
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -240)
  await page.keyboard.up('Control')
  await expectAddress(page, /box=/)
  await page.locator('#plot').dblclick({ position: { x: 400, y: 500 } })
  await expectAddress(page, /^(?!.*box=)/)
  await page.locator('#plot').focus()
  await page.mouse.wheel(0, -240)
  await expectAddress(page, /box=/)
})

test('a drag moves the paper, and the address says where', async ({ page }) => {
  await open(page, LINK)
  const field = await picture(page, 'field')
  const at = await middle(page.locator('#plot'))
  await page.mouse.move(at.x + 100, at.y + 100)
  await page.mouse.down()
  await page.mouse.move(at.x + 180, at.y + 40, { steps: 5 })
  await page.mouse.up()
  await expect.poll(() => picture(page, 'field')).not.toBe(field)
  await expectAddress(page, /box=/)
  await page.getByRole('button', { name: /Reset/ }).click()
  await expectAddress(page, /^(?!.*box=)/)
  await expect.poll(() => picture(page, 'field')).toBe(field)
})

test('keys and buttons zoom', async ({ page }) => {
  await open(page, LINK)
  await page.locator('#plot').focus()
  await page.keyboard.press('+')
  await expectAddress(page, /box=/)
  await page.keyboard.press('0')
  await expectAddress(page, /^(?!.*box=)/)
  await page.getByRole('button', { name: 'Zoom out' }).click()
  await expectAddress(page, /box=/)
})

test('zooming is not a change that undo takes back', async ({ page }) => {
  await open(page, LINK)
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await expectAddress(page, /box=/)
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
})

test('hovering the chart moves the cursor on the chart and on the plot', async ({ page }) => {
  await open(page, LINK)
  const box = await page.locator('#chart-loss').boundingBox()
  if (!box) throw new Error('no chart')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await expect(page.locator('#step-words')).not.toHaveText('step 0 of 40')
  await expect(page.locator('#facts-step, .facts td').first()).not.toHaveText('0')
  await page.getByRole('button', { name: 'evaluations', exact: true }).click()
  await expectAddress(page, /axis=evals/)
})
