// The list of runs: rates, parameters, schedules; adding, duplicating, removing, hiding.
import { expect, test } from './helpers.mjs'
import { LINK, atRest, expectAddress, open, picture, report } from './hands.mjs'

test('a rate follows the slider and the box, and a double click gives the default back', async ({ page }) => {
  await open(page, `${LINK}&k=40`)
  const card = page.locator('.run').first()
  const box = card.getByRole('textbox', { name: 'rate, Gradient descent' })
  const paths = await picture(page, 'paths')
  await box.fill('0.3')
  await expectAddress(page, /gd~rate=0.3;/)
  await expect.poll(() => picture(page, 'paths')).not.toBe(paths)
  const slider = card.getByRole('slider', { name: 'rate, Gradient descent' })
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await expectAddress(page, /gd~rate=0.30\d+;/)
  await slider.dblclick()
  await expectAddress(page, /o=gd;/)
})

test('a value out of range is named with what is allowed, and the race before it stays', async ({ page }) => {
  await open(page, LINK)
  const before = await report(page)
  const box = page.locator('.run').first().getByRole('textbox', { name: 'rate, Gradient descent' })
  await box.fill('-1')
  await expect(page.locator('.run').first().locator('.fault')).toContainText('from 0')
  await expect(box).toHaveValue('-1')
  await expect(box).toHaveAttribute('aria-invalid', 'true')
  expect((await report(page)).runs).toEqual(before.runs)
  await box.fill('')
  await box.press('Tab')
  await expect(page.locator('.run').first().locator('.fault')).toBeHidden()
  await expectAddress(page, /o=gd;/)
})

test('methods are added by family, duplicated, changed and removed', async ({ page }) => {
  await open(page, LINK)
  await page.getByRole('button', { name: 'Add a method' }).click()
  await expect(page.locator('.methods h3')).toHaveText([
    'Gradient and momentum',
    'Adaptive rates',
    'Line search and quasi-Newton',
    'Second derivatives',
    'Without derivatives',
  ])
  await page.locator('.methods').getByRole('button', { name: 'Adam', exact: true }).click()
  await expect(page.locator('.run-name')).toHaveText([/Gradient/, /Momentum/, /Adam/])
  await page.locator('.run-name').nth(1).click()
  const more = page.locator('.run').nth(1).locator('.run-more')
  await more.getByRole('textbox', { name: /^momentum,/ }).fill('0.5')
  await expectAddress(page, /momentum~rate=0.05~momentum=0.5/)
  await more.getByRole('button', { name: 'Duplicate' }).click()
  await expect(page.locator('.run')).toHaveCount(4)
  await expectAddress(page, /momentum~rate=0.05~momentum=0.5;momentum~rate=0.05~momentum=0.5;adam/)
  await page.locator('.run').nth(1).getByRole('button', { name: 'Remove' }).click()
  await expect(page.locator('.run')).toHaveCount(3)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.locator('.run')).toHaveCount(4)
})

test('a pinned path stays as a ghost while its run is changed, until it is unpinned', async ({ page }) => {
  await open(page, `${LINK}&k=40`)
  await page.locator('.run-name').first().click()
  const pin = page.locator('.run').first().getByRole('button', { name: 'Pin path' })
  const box = page.locator('.run').first().getByRole('textbox', { name: 'rate, Gradient descent' })
  await box.fill('0.3')
  await atRest(page)
  const alone = await picture(page, 'paths')
  await box.fill('0.1')
  await pin.click()
  await expect(pin).toHaveAttribute('aria-pressed', 'true')
  await box.fill('0.3')
  await atRest(page)
  expect(await picture(page, 'paths')).not.toBe(alone)
  await pin.click()
  await atRest(page)
  expect(await picture(page, 'paths')).toBe(alone)
})

test('a run keeps its colour when the one before it is removed', async ({ page }) => {
  await open(page, `${LINK}&k=40`)
  const colour = () => page.locator('.run').last().evaluate((card) => card.style.getPropertyValue('--run-light'))
  const before = await colour()
  await page.locator('.run-name').first().click()
  await page.locator('.run').first().getByRole('button', { name: 'Remove' }).click()
  await expect(page.locator('.run')).toHaveCount(1)
  expect(await colour()).toBe(before)
  await expectAddress(page, /o=momentum~rate=0.05&/)
})

test('a rate takes a schedule with its own parameters', async ({ page }) => {
  await open(page, LINK)
  await page.locator('.run-name').first().click()
  const more = page.locator('.run').first().locator('.run-more')
  await more.getByLabel('Schedule of rate').selectOption('exponential')
  await expectAddress(page, /gd~rate.schedule=exponential/)
  await more.getByRole('textbox', { name: 'factor, schedule of rate' }).fill('0.8')
  await expectAddress(page, /rate.factor=0.8/)
  await expect(more).toContainText('stops on the way')
})

test('conventions can be chosen and are said', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&x0=-4,3&o=adam~rate=0.1&n=20')
  await expect(page.locator('#inspector')).toContainText('PyTorch’s')
  await page.locator('.run-name').first().click()
  await page.getByLabel('Convention', { exact: true }).selectOption('keras')
  await expectAddress(page, /adam~form=keras~rate=0.1/)
  await expect(page.locator('#inspector')).toContainText('Keras’s')
})

test('clipping is off until it is given', async ({ page }) => {
  await open(page, '#v=1&f=rnncliff&x0=1.2,0.7&o=gd~rate=0.05&n=20')
  await page.locator('.run-name').first().click()
  const clip = page.getByRole('textbox', { name: /^norm clipping|^clip.*norm|^gradient norm/i }).first()
  await expect(clip).toHaveAttribute('placeholder', 'off')
  await clip.fill('1')
  await expectAddress(page, /clip_norm=1/)
  await clip.fill('')
  await clip.press('Tab')
  await expectAddress(page, /^(?!.*clip_norm)/)
})

test('runs are hidden and shown by their swatches and by digits', async ({ page }) => {
  await open(page, `${LINK}&k=40`)
  const paths = await picture(page, 'paths')
  await page.getByRole('button', { name: 'Show Momentum' }).click()
  await expect(page.getByRole('button', { name: 'Show Momentum' })).toHaveAttribute('aria-pressed', 'false')
  await expect.poll(() => picture(page, 'paths')).not.toBe(paths)
  await page.keyboard.press('2')
  await expect(page.getByRole('button', { name: 'Show Momentum' })).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => picture(page, 'paths')).toBe(paths)
})

test('the list says value, evaluations and how each run ended', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&x0=-4,3&o=gd~rate=0.6&n=200')
  await page.keyboard.press('End')
  const card = page.locator('.run').first()
  await expect(card.locator('.words')).toHaveText('at the global minimum')
  await expect(card.locator('.counts')).toHaveText(/f \d+ · g \d+/)
  await expect(card.locator('.run-value')).toHaveText(/e−\d+$|^0$/)
  await expect(page.locator('#inspector .say')).toContainText(/tol = (1×)?10⁻⁸/)
})

test('at most sixteen runs: then nothing more can be added', async ({ page }) => {
  await open(page, `#v=1&f=quadratic&o=${Array(16).fill('gd').join(';')}&n=5`)
  await expect(page.locator('.run')).toHaveCount(16)
  await expect(page.getByRole('button', { name: 'Add a method' })).toBeDisabled()
})
