// Typed formulas: drawn as they are typed, wrong ones marked at their column and kept, knobs as sliders.
import { expect, test } from './helpers.mjs'
import { LINK, expectAddress, open, picture, report } from './hands.mjs'

test('a formula is raced as it is typed', async ({ page }) => {
  await open(page, LINK)
  const field = await picture(page, 'field')
  const box = page.getByLabel('Formula in x and y')
  await box.fill('x^4 + y^2')
  await expectAddress(page, /f=x\^4%20?\+/)
  await expect.poll(() => picture(page, 'field')).not.toBe(field)
  const { runs } = await report(page)
  expect(runs[0]?.f[0]).toBe(265)
  await expect(page.getByLabel('Function', { exact: true })).toHaveValue('own')
})

test('an error stands at its column, the text stays, and the last good formula stays drawn', async ({ page }) => {
  await open(page, '#v=1&f=x^2+3*y^2&x0=-4,3&o=gd~rate=0.05&n=30&k=30')
  const before = await report(page)
  const [field, paths] = [await picture(page, 'field'), await picture(page, 'paths')]
  const box = page.getByLabel('Formula in x and y')
  await box.fill('x^2 + 3y^2')
  await expect(page.locator('#formula-fault')).toContainText(/column 8/i)
  await expect(page.locator('.mirror mark')).toHaveText('y')
  await expect(box).toHaveAttribute('aria-invalid', 'true')
  await expect(box).toHaveValue('x^2 + 3y^2')
  expect(await picture(page, 'field')).toBe(field)
  expect(await picture(page, 'paths')).toBe(paths)
  expect((await report(page)).runs).toEqual(before.runs)
  // Other things still work meanwhile.
  await page.getByLabel('x of the start').fill('-3')
  await expectAddress(page, /x0=-3,3/)
  await expect(box).toHaveValue('x^2 + 3y^2')
  await box.fill('x^2 + 3*y^2')
  await expect(page.locator('#formula-fault')).toBeHidden()
  await expect(box).not.toHaveAttribute('aria-invalid', 'true')
})

test('a name in a formula becomes a slider', async ({ page }) => {
  await open(page, LINK)
  const box = page.getByLabel('Formula in x and y')
  await box.fill('x^2 + stretch*y^2')
  const knob = page.getByRole('textbox', { name: 'stretch, of the function' })
  await expect(knob).toHaveValue('1')
  await knob.fill('2.5')
  await expectAddress(page, /p=stretch=2.5/)
  expect((await report(page)).runs[0]?.f[0]).toBe(16 + 2.5 * 9)
  await box.fill('x^2 + y^2')
  await expect(knob).toHaveCount(0)
  await expectAddress(page, /^(?!.*p=)/)
})

test('the formula of a built-in can be edited from where it is, in the same view', async ({ page }) => {
  await open(page, '#v=1&f=rosenbrock&o=gd~rate=0.001&n=20')
  const box = page.getByLabel('Formula in x and y')
  await box.press('End')
  await box.pressSequentially(' + 1')
  await expectAddress(page, /x0=-1.2,1.*box=-2,2,-1,3/)
  await expect(page.getByRole('textbox', { name: /, of the function/ })).toHaveCount(1)
})

test('nothing that is typed becomes markup', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&o=gd~label=%253Cimg%20src%253Dx%253E&n=5&title=%3Cb%3Ebold%3C/b%3E')
  await expect(page.locator('.run-name')).toContainText('<img src=x>')
  await expect(page.locator('#headline')).toHaveText('<b>bold</b>')
  await page.getByLabel('Formula in x and y').fill('<script>alert(1)</script>')
  await expect(page.locator('#formula-fault')).toBeVisible()
})

test('a wrong formula of a link stands in its box, to be put right there', async ({ page }) => {
  await open(page, '#v=1&f=x^2%2B3y^2&x0=1,1&o=gd&n=9')
  const box = page.getByLabel('Formula in x and y')
  await expect(box).toHaveValue('x^2+3y^2')
  await expect(page.locator('.mirror mark')).toHaveText('y')
  await expect(page.locator('.bar')).toContainText('3*y')
  await box.fill('x^2+3*y^2')
  await expectAddress(page, /f=x\^2\+3\*y\^2/)
})
