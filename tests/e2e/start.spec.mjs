// The start: dragged, moved by keys, typed; all paths and the address follow.
import { expect, test } from './helpers.mjs'
import { LINK, expectAddress, middle, open, picture, report } from './hands.mjs'

test('dragging the start changes all paths, while dragging, and the address', async ({ page }) => {
  await open(page, `${LINK}&k=40`)
  const before = await report(page)
  const paths = await picture(page, 'paths')
  const handle = page.getByRole('button', { name: /^Start at/ })
  const from = await middle(handle)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 60, from.y + 90, { steps: 6 })
  await expect.poll(() => picture(page, 'paths')).not.toBe(paths)
  await page.mouse.move(from.x + 120, from.y + 180, { steps: 6 })
  await page.mouse.up()
  await expectAddress(page, /x0=(?!-4,3)-?[\d.]+,-?[\d.]+/)
  const after = await report(page)
  expect(after.runs).toHaveLength(2)
  after.runs.forEach((run, i) => {
    expect(run.x[0]).not.toEqual(before.runs[i]?.x[0])
    expect(run.x[40]).not.toEqual(before.runs[i]?.x[40])
  })
  // The ring is where the hand left it.
  const to = await middle(handle)
  expect(Math.abs(to.x - from.x - 120)).toBeLessThan(1.5)
  expect(Math.abs(to.y - from.y - 180)).toBeLessThan(1.5)
  // One drag is one change.
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectAddress(page, /x0=-4,3/)
  await page.getByRole('button', { name: 'Redo' }).click()
  await expectAddress(page, /x0=(?!-4,4)/)
})

test('a start that is dragged before anything was played shows where its paths go', async ({ page }) => {
  await open(page, LINK)
  const { x, y } = await middle(page.getByRole('button', { name: /^Start at/ }))
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 20, y + 20, { steps: 3 })
  await expect(page.locator('#step-words')).toHaveText('step 40 of 40')
  await page.mouse.up()
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.locator('#step-words')).not.toHaveText('step 40 of 40')
})

test('arrow keys move the start, ten times as far with Shift', async ({ page }) => {
  await open(page, LINK)
  const handle = page.getByRole('button', { name: /^Start at/ })
  await handle.focus()
  const from = await middle(handle)
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => Math.round((await middle(handle)).x - from.x)).toBe(4)
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(async () => Math.round((await middle(handle)).y - from.y)).toBe(40)
  await expect(page.locator('#step-words')).toHaveText('step 0 of 40')
})

test('the start can be typed, and what is no number is kept and named', async ({ page }) => {
  await open(page, LINK)
  const x = page.getByLabel('x of the start')
  await x.fill('-2.5')
  await expectAddress(page, /x0=-2.5,3/)
  await x.fill('left')
  await x.press('Tab')
  await expect(page.getByText('“left” is not a number.')).toBeVisible()
  await expect(x).toHaveValue('left')
  await expectAddress(page, /x0=-2.5,3/)
  await x.fill('−3')
  await expect(page.getByText('“left” is not a number.')).toBeHidden()
  await expectAddress(page, /x0=-3,3/)
})

test('several starts race side by side', async ({ page }) => {
  await open(page, LINK)
  await page.getByRole('button', { name: 'Add a start' }).click()
  await expect(page.getByRole('button', { name: /^Start \d at/ })).toHaveCount(2)
  await expectAddress(page, /x0=-4,3;/)
  expect((await report(page)).runs).toHaveLength(4)
  await expect(page.locator('.run').first().locator('.run-words')).toHaveCount(2)
  await page.getByRole('button', { name: 'Remove start 2' }).click()
  expect((await report(page)).runs).toHaveLength(2)
})
