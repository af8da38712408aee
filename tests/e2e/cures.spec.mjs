// What is offered to a run that leaps from a wall or does not leave a flat place: the same run with one thing changed, beside it.
import { atRest, expectAddress, open, report } from './hands.mjs'
import { expect, expectAccessible, test } from './helpers.mjs'

test('clipping is offered beside a leap, and the two runs stand side by side', async ({ page }) => {
  await open(page, '#v=1&f=rnncliff&x0=1.2,0.7&o=gd~rate=0.05&n=200&tol=0')
  const offer = page.getByRole('button', { name: 'Beside it, with its gradient clipped to 1' })
  await expect(offer).toBeHidden()
  await page.locator('#plot').focus()
  await page.keyboard.press('End')
  await expect(offer).toBeVisible()
  await expect(offer).toHaveAttribute('title', /leapt/)
  await offer.click()
  await expectAddress(page, /o=gd~rate=0\.05;gd~rate=0\.05~clip_norm=1&/)
  await atRest(page)
  const { runs } = await report(page)
  expect(runs[0]?.halt.kind).toBe('nonfinite')
  expect(Math.min(...(runs[1]?.f ?? []).map(Number))).toBeLessThan(0.01)
  // Nobody is offered what is there.
  await page.keyboard.press('End')
  await expect(page.locator('.cure').filter({ visible: true })).toHaveCount(0)
})

test('noise is offered where the gradient is zero and there is no minimum', async ({ page }) => {
  await open(page, '#v=1&f=boundedmonkey&x0=0,0&o=gd~label=exact&n=400&tol=0')
  const offer = page.getByRole('button', { name: 'Beside it, with noise of 0.3 on its gradient' })
  await page.locator('#plot').focus()
  await page.keyboard.press('End')
  await expect(offer).toBeVisible()
  await expectAccessible(page)
  await offer.click()
  await expectAddress(page, /o=gd~label=exact;gd~tol=0~noise=0\.3&/)
  await expect(page.locator('.run')).toHaveCount(2)
})
