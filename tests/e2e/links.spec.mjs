// The address is the experiment: it restores, goes back, is copied, and says what is wrong with it.
import { expect, subpathURL, test } from './helpers.mjs'
import { LINK, colours, expectAddress, middle, open, report } from './hands.mjs'

test('a reload restores the experiment and the step', async ({ page }) => {
  await open(page, LINK)
  await page.getByLabel('rate, Gradient descent').last().fill('0.25')
  await page.locator('#scrub').fill('17')
  await expectAddress(page, /gd~rate=0.25.*k=17/)
  await page.reload()
  await expect(page.locator('#step-words')).toHaveText('step 17 of 40')
  await expect(page.getByLabel('rate, Gradient descent').last()).toHaveValue('0.25')
})

test('the browser’s Back returns to the experiment before another function was chosen', async ({ page }) => {
  await open(page, LINK)
  const before = await report(page)
  await page.getByLabel('Function', { exact: true }).selectOption('rosenbrock')
  await expectAddress(page, /f=rosenbrock/)
  await expect(page).toHaveTitle(/Rosenbrock/)
  await page.goBack()
  await expectAddress(page, /f=quadratic/)
  await expect(page.getByLabel('Function', { exact: true })).toHaveValue('quadratic')
  expect(await report(page)).toEqual(before)
  await page.goForward()
  await expect(page).toHaveTitle(/Rosenbrock/)
})

test('choosing a function writes a rate that suits it into the link', async ({ page }) => {
  await open(page, LINK)
  await page.getByLabel('Function', { exact: true }).selectOption('rosenbrock')
  await expectAddress(page, /o=gd~rate=0.00\d+;momentum~rate=/)
})

test('a bad link shows a notice for each mistake and keeps the rest', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&x0=-4,3&o=gd~rate=-3;warp;adam~rate=0.2&n=50&colour=red')
  const bars = page.locator('.bar')
  await expect(bars.filter({ hasText: 'rate=-3' })).toContainText('a number from 0')
  await expect(bars.filter({ hasText: 'warp' })).toContainText('momentum')
  await expect(bars.filter({ hasText: 'colour' })).toContainText('keys are')
  await expect(page.locator('.run-name')).toHaveText([/Gradient descent/, /Adam/])
  await expect(page.locator('#step-words')).toHaveText(/of 50/)
  // Nothing was changed by anybody: the address is what was given.
  expect(page.url()).toContain('colour=red')
  const many = await bars.count()
  await page.getByRole('button', { name: 'Dismiss this notice' }).first().click()
  await expect(bars).toHaveCount(many - 1)
  expect(page.url()).toContain('colour=red')
  await page.locator('#scrub').fill('3')
  await expectAddress(page, /^#v=1&f=quadratic&x0=-4,3&o=gd;adam~rate=0.2&n=50&k=3$/)
})

test('a blank canvas is told from a drawn one', async ({ page }) => {
  await open(page, LINK)
  expect(await colours(page, 'field')).toBeGreaterThan(50)
  await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.id = 'blank'
    document.body.append(canvas)
  })
  expect(await colours(page, 'blank')).toBe(1)
})

/** Bad links, what is said of them, and what is raced in their place. @type {[string, RegExp | null, RegExp][]} */
const BAD = [
  ['#v=9&f=quadratic', /version 9/, /Quadratic/],
  ['#v=1&f=%', /“%” at column 1/, /Six-hump camel/],
  ['#v=1&o=', /leaves no run/, /Six-hump camel/],
  ['#v=1&n=1e99', /is too much/, /Six-hump camel/],
  [`#v=1&f=${'('.repeat(500)}`, /at most 400/, /Six-hump camel/],
  ['#v=', /is no version/, /Six-hump camel/],
  ['#v=1&box=1,1,1,1', /is no view/, /Six-hump camel/],
  // Without a version there is no experiment in it, and nothing is wrong.
  ['#%E0%A4%A', null, /Six-hump camel/],
]
for (const [link, notice, title] of BAD) {
  test(`a bad link is raced as far as it goes, and said to be bad: ${link.slice(0, 24)}`, async ({ page }) => {
    await open(page, link)
    await expect(page).toHaveTitle(title)
    expect(await colours(page, 'field')).toBeGreaterThan(50)
    expect(await colours(page, 'heads')).toBeGreaterThan(5)
    await expect(page.locator('.run').first().locator('.run-value')).toHaveText(/\d/)
    const bars = page.locator('.bar')
    if (notice) await expect(bars.filter({ hasText: notice })).toHaveCount(1)
    else await expect(bars).toHaveCount(0)
  })
}

test('the query works like the fragment, and what mailers add is ignored', async ({ page }) => {
  await open(page, '?utm_source=mail&v=1&f=booth&o=gd~rate=0.02&n=30')
  await expect(page).toHaveTitle(/Booth/)
  await expect(page.locator('.bar')).toHaveCount(0)
})

test('Copy link copies the experiment and says so', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toMatch(/^http.*#v=1&/)
  await page.goto('about:blank')
  await page.goto(text)
  await expect(page.locator('.run')).toHaveCount(5)
})

test('title, question and theme of a link are shown', async ({ page }) => {
  await open(page, `${LINK}&theme=dark&title=Two%20bowls&ask=Which%20is%20first%3F`)
  await expect(page.getByText('Two bowls')).toBeVisible()
  await expect(page).toHaveTitle(/Two bowls/)
  await expect(page.getByText('Which is first?')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'Switch to light' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expectAddress(page, /^(?!.*theme=)/)
})

test('the page works below a path, and its address stays there', async ({ page }) => {
  await page.goto(`${subpathURL}${LINK}`)
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
  await page.locator('#scrub').fill('5')
  await expect.poll(() => page.url()).toContain('k=5')
  expect(page.url().startsWith(subpathURL)).toBe(true)
})

test('once loaded, everything works without a network', async ({ page, context }) => {
  await open(page, LINK)
  await context.setOffline(true)
  await page.getByLabel('Function', { exact: true }).selectOption('ackley')
  await expect(page).toHaveTitle(/Ackley/)
  await page.getByRole('button', { name: 'Add a method' }).click()
  await page.getByRole('button', { name: 'RMSProp', exact: true }).click()
  await page.getByRole('button', { name: 'Keys and help' }).click()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.locator('#scrub').fill('20')
  await expectAddress(page, /f=ackley.*rmsprop.*k=20/)
  expect((await report(page)).runs).toHaveLength(3)
  await context.setOffline(false)
})

test('a link hides parts of the page and keeps them hidden', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&x0=-4,3&o=gd;momentum&n=40&hide=add,predict,view,data')
  for (const id of ['add', 'predict', 'zoom-in', 'reset-view', 'data']) await expect(page.locator(`#${id}`)).toBeHidden()
  await expect(page.locator('#layers')).toBeVisible()
  await page.locator('#scrub').fill('3')
  await expectAddress(page, /&k=3&hide=add,predict,view,data$/)
  await page.evaluate(() => (location.hash = '#v=1&f=quadratic&x0=-4,3&o=gd&hide=layers'))
  await expect(page.locator('#layers')).toBeHidden()
  await expect(page.locator('#add')).toBeVisible()
})

test('what a link locks refuses every hand', async ({ page }) => {
  await open(page, `${LINK}&lock=f,x0,box,0.rate`)
  await expect(page.getByLabel('Function', { exact: true })).toBeDisabled()
  await expect(page.locator('textarea')).not.toBeEditable()
  await expect(page.getByLabel('Examples')).toBeDisabled()
  await expect(page.getByLabel('rate, Gradient descent').last()).toBeDisabled()
  for (const id of ['zoom-in', 'zoom-out', 'reset-view']) await expect(page.locator(`#${id}`)).toBeDisabled()
  const before = await report(page)
  const start = await middle(page.locator('.handle').first())
  await drag(page, start)
  await drag(page, { x: start.x + 120, y: start.y + 60 })
  await page.locator('#plot').focus()
  await page.mouse.wheel(0, -240)
  await page.keyboard.press('+')
  expect(await report(page)).toEqual(before)
  // Another method's rate is free, and the locks stay in the address.
  await page.getByLabel('rate, Momentum').last().fill('0.03')
  await expectAddress(page, /^#v=1&f=quadratic&x0=-4,3&o=gd;momentum~rate=0.03&n=40&tol=0&lock=f,x0,box,0\.rate$/)
})

/** @param {import('@playwright/test').Page} page @param {{ x: number, y: number }} from */
async function drag(page, { x, y }) {
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x - 40, y - 30, { steps: 4 })
  await page.mouse.up()
}
