// Everything with the keyboard alone.
import { expect, test } from './helpers.mjs'
import { LINK, expectAddress, open, report, step } from './hands.mjs'

/**
 * Presses Tab until what has the focus answers to a name.
 * @param {import('@playwright/test').Page} page
 * @param {RegExp} name
 */
async function tabTo(page, name) {
  for (let i = 0; i < 120; i++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
    })
    if (name.test(focused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${name}`)
}

test('a race is played, changed and shared without a mouse', async ({ page }) => {
  await open(page, LINK)
  await page.keyboard.press('Space')
  await expect.poll(() => step(page)).toBeGreaterThan(1)
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await tabTo(page, /^Start at/)
  await page.keyboard.press('Shift+ArrowRight')
  await expectAddress(page, /^(?!.*x0=-4,3)/)
  await tabTo(page, /^Function$/)
  await page.keyboard.press('b')
  await expectAddress(page, /f=b/)
  await tabTo(page, /^rate, Gradient descent$/)
  await page.keyboard.press('PageUp')
  await tabTo(page, /^Add a method$/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^Adam$/)
  await page.keyboard.press('Enter')
  await expect(page.locator('.run')).toHaveCount(3)
  await expect(page.getByRole('button', { name: 'Add a method' })).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(page.locator('.run')).toHaveCount(2)
  await page.keyboard.press('Control+Shift+z')
  await expect(page.locator('.run')).toHaveCount(3)
  expect((await report(page)).runs).toHaveLength(3)
})

test('what has the focus can be seen', async ({ page }) => {
  await open(page, LINK)
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab')
    const seen = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return 'body'
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 ? '' : element.outerHTML.slice(0, 80)
    })
    expect(seen === 'body' ? '' : seen).toBe('')
  }
})

test('digits and Space do not fire while somebody types', async ({ page }) => {
  await open(page, LINK)
  const box = page.getByLabel('Formula in x and y')
  await box.fill('')
  await box.pressSequentially('x^2 + 2*y^2')
  await expect(box).toHaveValue('x^2 + 2*y^2')
  await expect(page.getByRole('button', { name: 'Show Momentum' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('#step-words')).toHaveText(/step 0/)
})
