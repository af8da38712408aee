// The charts: which are shown and along what, hovering, keys, zoom, tables; and everybody can use them.
import { expect, expectAccessible, test } from './helpers.mjs'
import { LINK, colours, expectAddress, middle, nextFrame, open, picture, report, step } from './hands.mjs'

const THREE = `${LINK}&see=contour,heat,points,loss,distance,gradient`

test('charts are switched on and off, and the address says which and along what', async ({ page }) => {
  await open(page, LINK)
  await expect(page.locator('.chart')).toHaveCount(1)
  await page.getByRole('button', { name: 'Distance', exact: true }).click()
  await expect(page.locator('#chart-distance')).toBeVisible()
  await expectAddress(page, /see=[^&]*loss,distance/)
  await page.getByRole('button', { name: 'path length' }).click()
  await expectAddress(page, /axis=length/)
  await page.getByRole('button', { name: 'Value', exact: true }).click()
  await expect(page.locator('.chart')).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
})

test('where a link asks for a prediction, curves and the marks of ends come with the race', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&x0=-4,3&o=bfgs;gd~rate=0.1&n=40&ask=Which%20is%20first%3F')
  await expect(page.locator('#chart-loss')).toBeHidden()
  await expect(page.locator('#first-below')).toBeHidden()
  await expect(page.locator('.tick')).toHaveCount(0)
  await expect(page.locator('#step-words')).toHaveText('step 0')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.locator('#chart-loss')).toBeVisible()
  await expect(page.locator('#first-below')).toBeVisible()
  await expect(page.locator('.tick')).toHaveCount(1)
  await expect(page.locator('#step-words')).toContainText(' of 40')
})

test('the pointer on a curve moves the cursor everywhere and names the run and the number', async ({ page }) => {
  await open(page, THREE)
  const at = await middle(page.locator('#chart-gradient'))
  const tip = page.locator('#chart-gradient .tip')
  for (let y = -70; y < 70 && !(await tip.isVisible()); y += 10) {
    await page.mouse.move(at.x, at.y + y)
    await nextFrame(page)
  }
  await expect(tip).toContainText(/‖∇f‖ = \d/)
  const k = await step(page)
  expect(k).toBeGreaterThan(10)
  await expect(tip).toContainText(`step ${k}`)
  await expect(page.locator('#chart-loss .tip')).toBeHidden()
  await page.mouse.move(2, 2)
  await expect(tip).toBeHidden()
})

test('keys choose a curve, walk along it and zoom', async ({ page }) => {
  await open(page, THREE)
  const whole = page.getByRole('button', { name: 'All', exact: true })
  await page.locator('#chart-loss').focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('#chart-loss .tip')).toContainText('step 2')
  await expect(page.locator('#said')).toContainText(/step 2, f − f\* = /)
  await page.keyboard.press('Escape')
  await expect(page.locator('#chart-loss .tip')).toBeHidden()
  await page.keyboard.press('+')
  await expect(whole).toBeEnabled()
  await page.keyboard.press('0')
  await expect(whole).toBeDisabled()
})

test('a drag shows a part of all charts, a double click all of them', async ({ page }) => {
  await open(page, THREE)
  const [value, gradient] = await Promise.all(['loss', 'gradient'].map((id) => picture(page, `curves-${id}`)))
  const at = await middle(page.locator('#chart-loss'))
  await page.mouse.move(at.x - 60, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + 40, at.y, { steps: 4 })
  await page.mouse.up()
  await page.mouse.move(2, 2)
  await expect.poll(() => picture(page, 'curves-loss')).not.toBe(value)
  await expect.poll(() => picture(page, 'curves-gradient')).not.toBe(gradient)
  await page.locator('#chart-loss').dblclick()
  await page.mouse.move(2, 2)
  await expect.poll(() => picture(page, 'curves-gradient')).toBe(gradient)
  expect(await colours(page, 'curves-gradient')).toBeGreaterThan(2)
})

test('each chart is a table too, with the numbers of the race', async ({ page }) => {
  await open(page, THREE)
  const { runs } = await report(page)
  await page.getByRole('button', { name: 'table of value above the best minimum' }).click()
  const rows = page.locator('figure', { has: page.locator('#chart-loss') }).locator('tbody tr')
  await expect(rows).toHaveCount(41)
  for (const k of [0, 7, 40]) {
    const cells = await rows.nth(k).locator('td').allTextContents()
    expect(cells).toHaveLength(2)
    for (const [i, run] of runs.entries()) {
      const text = Number(cells[i]?.replace('−', '-'))
      expect(Math.abs(text - Number(run.f[k]))).toBeLessThanOrEqual(6e-3 * Number(run.f[k]))
    }
  }
  await expectAccessible(page)
})

test('a linear scale is another picture, and comes back', async ({ page }) => {
  await open(page, LINK)
  const before = await picture(page, 'curves-loss')
  await page.getByRole('button', { name: 'log scale' }).click()
  await expect.poll(() => picture(page, 'curves-loss')).not.toBe(before)
  await page.getByRole('button', { name: 'log scale' }).click()
  await page.mouse.move(2, 2)
  await expect.poll(() => picture(page, 'curves-loss')).toBe(before)
})

test('where no minimum is known, the chart of the distance says so', async ({ page }) => {
  await open(page, '#v=1&f=x-y/2&x0=0,0&o=gd~rate=0.1&n=20&see=contour,loss,distance')
  await expect(page.locator('#chart-distance')).toContainText('No minimum of this function is known')
  await expect(page.locator('#chart-loss .none')).toBeHidden()
})

test('in the chart of rates a line search has its step length, under a symbol of its own', async ({ page }) => {
  await open(page, '#v=1&f=rosenbrock&x0=-1.2,1&o=gd~rate=0.001;bfgs;nelder-mead&n=20&tol=0&see=contour,rate')
  const chart = page.locator('#chart-rate')
  await chart.focus()
  await page.keyboard.press('ArrowUp')
  await expect(chart.locator('.tip')).toContainText('ε = 0.001')
  await page.keyboard.press('ArrowDown')
  await expect(chart.locator('.tip')).toContainText(/BFGS.*α = \d/)
  await page.getByRole('button', { name: 'table of rate, or step length' }).press('Enter')
  await expect(page.locator('figure', { has: chart }).locator('thead th')).toHaveText(['step', 'Gradient descent', 'BFGS'])
})
