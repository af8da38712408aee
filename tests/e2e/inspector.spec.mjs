// The inspector: one step of the chosen run with its rule, its numbers, its terms, and what the ground is like.
import { expect, expectAccessible, test } from './helpers.mjs'
import { expectAddress, nextFrame, open, picture } from './hands.mjs'

const BOWL = '#v=1&f=x^2%2B0.5*y^2&x0=-4,4&o=gd~rate=0.1;momentum~rate=0.05;adam~rate=0.1;newton~alpha=0&n=30&tol=0'

/** The text of a formula, without what joins its letters and parts. @param {import('@playwright/test').Locator} formula */
const letters = async (formula) => ((await formula.textContent()) ?? '').replaceAll(/[\u2062\s]/g, '')

test('the rule of the chosen run stands there with the numbers of its step', async ({ page }) => {
  await open(page, BOWL)
  const rule = page.locator('#inspector .rule')
  await expect(rule.locator('.update')).toHaveCount(2)
  await expect.poll(() => letters(rule.locator('.update').nth(1).locator('math').first())).toBe('x←x−εg')
  // 2x = −8 and y = 4, a tenth of which is taken off.
  await expect.poll(() => letters(rule.locator('.numbers').nth(1))).toBe('=(−44)−0.1·(−84)=(−3.23.6)')
  await expect(page.locator('#step-says')).toHaveText(/^Step 1: 0\.894 long, straight against the gradient; f falls from 24 to 16\.7\.$/)
  await expect(page.locator('#ground-says')).toHaveText('A slope in a bowl: both eigenvalues of the Hessian are above 0. They are 2 along (1, 0) and 1 along (0, 1).')
})

test('the numbers follow the cursor and the run', async ({ page }) => {
  await open(page, BOWL)
  const rule = page.locator('#inspector .rule')
  await expect(rule).toHaveAttribute('aria-label', /^Step 1 of /)
  await page.keyboard.press('ArrowRight')
  await expect(rule).toHaveAttribute('aria-label', /^Step 2 of /)
  await expect.poll(() => letters(rule.locator('.numbers').nth(1))).toContain('=(−3.23.6)−0.1·')
  await page.getByText('Newton', { exact: true }).first().click()
  await expect(page.locator('#inspector h2')).toHaveText('Newton')
  await page.keyboard.press('Home')
  await expect(rule.locator('.update').nth(1).locator('math').first()).toHaveText('H\u2062p=−g')
})

test('every term has its meaning and its value', async ({ page }) => {
  await open(page, `${BOWL.replace('gd~rate=0.1;', '').replace('momentum~rate=0.05;', '')}&k=3`)
  await page.getByText('All terms of this step').click()
  const terms = page.locator('.terms-list')
  await expect(terms.getByRole('rowheader', { name: /mean gradient, corrected/ })).toBeVisible()
  await expect(terms.getByRole('rowheader', { name: /the next iterate/ })).toBeVisible()
  await expectAccessible(page)
})

test('a line search has a plot of its own, with its trials in words', async ({ page }) => {
  await open(page, '#v=1&f=rosenbrock&x0=-1.2,1&o=steepest;gd~rate=0.001&n=20')
  const search = page.locator('#search')
  await expect(search).toHaveAttribute('aria-label', /^Line search, 2 trials: \d.* too high, \d.* taken\.$/)
  const first = await picture(page, 'search')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => picture(page, 'search')).not.toBe(first)
  await page.getByText('Gradient descent', { exact: true }).first().click()
  await expect(search).toBeHidden()
  await page.getByText('Steepest descent', { exact: true }).first().click()
  await expectAccessible(page)
})

test('where a run has ended its rule stands without numbers', async ({ page }) => {
  await open(page, '#v=1&f=sphere&x0=1,1&o=gd~rate=0.5&n=9&tol=1e-6&k=9')
  await expect(page.locator('#inspector .rule .update math')).toHaveText('x←x−ε\u2062g')
  await expect(page.locator('#inspector .rule .numbers')).toHaveCount(0)
  await expect(page.locator('#step-says')).toBeHidden()
  await expect(page.locator('#ground-says')).toHaveText(/^A minimum/)
})

test('everything follows a start that is typed', async ({ page }) => {
  await open(page, BOWL)
  await page.getByRole('textbox', { name: /^x of/ }).first().fill('-2')
  await page.keyboard.press('Enter')
  await expect(page.locator('#inspector .rule .numbers').nth(1)).toContainText('−2')
})

test('numbers that are wider than the panel go on in the next line', async ({ page }) => {
  await open(page, '#v=1&f=rosenbrock&x0=-1.2,1&o=bfgs&n=30&k=4')
  const rule = page.locator('#inspector .rule')
  await expect(rule.locator('.numbers').first()).toBeVisible()
  await expect.poll(() => rule.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
})

test('a link without the inspector has none', async ({ page }) => {
  await open(page, `${BOWL}&see=contour,heat,points,loss`)
  await nextFrame(page)
  await expect(page.locator('#inspector')).toBeHidden()
})

test('on a phone the page is no wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await open(page, '#v=1&f=rosenbrock&x0=-1.2,1&o=bfgs;adam&n=30&k=5')
  await page.getByRole('tab', { name: 'Results' }).click()
  await expect(page.locator('#inspector .rule .numbers').first()).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await expectAccessible(page)
})

test('the terms and the model of the chosen run are drawn where it stands', async ({ page }) => {
  await open(page, `${BOWL}&k=2&see=contour,heat,loss,inspector`)
  const bare = await picture(page, 'heads')
  await page.getByRole('button', { name: 'Layers' }).click()
  await page.getByRole('checkbox', { name: 'Terms of the step' }).check()
  await nextFrame(page)
  const gradient = await picture(page, 'heads')
  expect(gradient).not.toBe(bare)
  // Gradient descent has no model.
  await page.getByRole('checkbox', { name: 'Quadratic model' }).check()
  await nextFrame(page)
  expect(await picture(page, 'heads')).toBe(gradient)
  await expectAddress(page, /see=[^&]*step,model/)
  await page.keyboard.press('Escape')
  await page.getByText('Newton', { exact: true }).first().click()
  await page.keyboard.press('Home')
  await nextFrame(page)
  const newton = await picture(page, 'heads')
  expect(newton).not.toBe(gradient)
  await page.getByRole('button', { name: 'Layers' }).click()
  await page.getByRole('checkbox', { name: 'Quadratic model' }).uncheck()
  await nextFrame(page)
  expect(await picture(page, 'heads')).not.toBe(newton)
})

test('each line that Powell searches has a plot, and of several seeds the inspector says which it shows', async ({ page }) => {
  await open(page, '#v=1&f=rosenbrock&x0=-1.2,1&o=powell;bfgs&n=20&k=1&seed=7&seeds=3')
  await expect(page.locator('#inspector .searches p:visible')).toHaveText(['along d1', 'along d2', 'along d3'])
  await expect(page.locator('#search-1')).toHaveAttribute('aria-label', /^Line search along d₂, \d+ trials: /)
  await expect(page.locator('#inspector .facts').first()).toContainText('seed7, the first of 3')
  await page.getByText('BFGS', { exact: true }).first().click()
  await expect(page.locator('#search-1')).toBeHidden()
  await expect(page.locator('#search')).toBeVisible()
})
