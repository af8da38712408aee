// Methods with searches and bounds: trials, the box, presets, and what is said of them.
import { expect, test } from './helpers.mjs'
import { expectAddress, open, picture, report } from './hands.mjs'

const MIXED = '#v=1&x0=-1,-0.5&o=gd~rate=0.1~xtol=0.0001;cg;bfgs;newton-cg;lbfgsb&n=60&bounds=own'

test('the mixed race ends as the lecture says, and says who ignores the bounds', async ({ page }) => {
  await open(page, MIXED)
  await page.locator('#plot').focus()
  await page.keyboard.press('End')
  const words = page.locator('.run .words')
  await expect(words).toHaveCount(5)
  for (const run of [0, 1, 2, 3]) await expect(words.nth(run)).toHaveText('at the global minimum; ignores the bounds')
  await expect(words.nth(4)).toContainText('at the local minimum at (1.7, −0.796)')
  await expect(words.nth(4)).not.toContainText('ignores')
  const { runs } = await report(page)
  expect(runs.map((run) => run.halt.kind)).toEqual(['step', 'gradient', 'gradient', 'gradient', 'gradient'])
})

test('within bounds the measure is the projected gradient, and the page calls it so', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&x0=4,1&bounds=0.5,3,-inf,3&o=lbfgsb;bfgs&n=20&see=gradient,inspector')
  await page.keyboard.press('End')
  await expect(page.locator('#bounds-say')).toHaveText('Bounds: 0.5 ≤ x ≤ 3, y ≤ 3. Runs that keep to them are measured by the projected gradient.')
  const inspector = page.locator('#inspector')
  await expect(inspector).toContainText('projected ‖∇f‖')
  await expect(inspector.locator('.say')).toContainText('Held by the bound x ≥ 0.5; began at the nearest point inside. At step')
  await expect(inspector.locator('.say')).toContainText('the projected gradient')
  await expect(page.locator('#charts')).toContainText('Gradient norm, projected within bounds')
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  const heads = page.locator('#data-dialog thead')
  await expect(heads).toContainText('projected ‖∇f‖')
  await page.getByLabel('Run', { exact: true }).selectOption('BFGS')
  await expect(heads).not.toContainText('projected')
  await page.getByRole('button', { name: 'Close' }).click()
  await page.locator('.run-name').nth(1).click()
  await expect(inspector).not.toContainText('projected')
})

test('bounds are chosen, said and taken away, and those of a link can be had again', async ({ page }) => {
  await open(page, MIXED.replace('&bounds=own', '&bounds=-2,1,-inf,1'))
  const within = page.getByLabel('Bounds of the race')
  const say = page.locator('#bounds-say')
  await expect(within).toHaveValue('given')
  await expect(say).toContainText('Bounds: −2 ≤ x ≤ 1, y ≤ 1.')
  await within.selectOption('the function’s box')
  await expectAddress(page, /bounds=own/)
  await expect(say).toContainText('Bounds: −2 ≤ x ≤ 2, −1 ≤ y ≤ 1.')
  await within.selectOption('no bounds')
  await expectAddress(page, /^(?!.*bounds=)/)
  await expect(say).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectAddress(page, /bounds=own/)
  await within.selectOption('the link’s bounds')
  await expectAddress(page, /bounds=-2,1,-inf,1/)
})

test('the box of the bounds is drawn', async ({ page }) => {
  await open(page, MIXED.replace('&bounds=own', ''))
  const free = await picture(page, 'field')
  await open(page, MIXED)
  await expect.poll(() => picture(page, 'field')).not.toBe(free)
})

test('an example opens as a link, and Back leads to where one was', async ({ page }) => {
  await open(page, '#v=1&f=sphere&o=gd&n=20')
  await page.getByLabel('Examples').selectOption('Without derivatives')
  await expect(page.locator('.run')).toHaveCount(3)
  expect(page.url()).toContain('nelder-mead')
  await page.goBack()
  await expect(page.locator('.run')).toHaveCount(1)
})

test('crossing bounds are refused in words and the rest is kept', async ({ page }) => {
  await open(page, '#v=1&o=lbfgsb&bounds=1,-1,0,2&n=20')
  await expect(page.getByRole('alert').or(page.locator('#bars'))).toContainText('crosses')
  await expect(page.locator('.run')).toHaveCount(1)
})
