// The race: it opens, plays, pauses, steps, scrubs, and says how it ended.
import { expect, test } from './helpers.mjs'
import { LINK, open, picture, report, step } from './hands.mjs'

test('the bare page opens on a race and plays it to the end', async ({ page }) => {
  await open(page)
  const url = page.url()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  const [early, paths] = [await step(page), await picture(page, 'paths')]
  await expect.poll(() => step(page)).toBeGreaterThan(early + 2)
  await expect.poll(() => picture(page, 'paths')).not.toBe(paths)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout: 20_000 })
  await expect(page.locator('#step-words')).toHaveText('step 13 of 13')
  const runs = page.locator('.run')
  await expect(runs).toHaveCount(5)
  for (let i = 0; i < 4; i++) await expect(runs.nth(i).locator('.words')).toContainText('at the global minimum')
  await expect(runs.nth(4).locator('.words')).toContainText('at the local minimum at (1.7, −0.796)')
  await expect(page.getByRole('status').filter({ hasText: 'The race has ended' })).toContainText('local minimum')
  // Nobody has changed anything: the address is as bare as it was.
  expect(page.url()).toBe(url)
})

test('a link opens at its first step, paused, and offers to play', async ({ page }) => {
  await open(page, LINK)
  await expect(page.locator('#step-words')).toHaveText('step 0 of 40')
  const poster = page.getByRole('button', { name: 'Play the race' })
  await expect(poster).toBeVisible()
  await poster.click()
  await expect(poster).toBeHidden()
  await expect.poll(() => step(page)).toBeGreaterThan(2)
})

test('steps, jumps and the scrubber show any step, forwards and backwards', async ({ page }) => {
  await open(page, LINK)
  const blank = await picture(page, 'paths')
  await page.getByRole('button', { name: 'Step', exact: true }).click()
  await expect(page.locator('#step-words')).toHaveText('step 1 of 40')
  const one = await picture(page, 'paths')
  expect(one).not.toBe(blank)
  await page.locator('#scrub').fill('25')
  await expect(page.locator('#step-words')).toHaveText('step 25 of 40')
  const there = await picture(page, 'paths')
  await page.keyboard.press('Escape')
  await page.locator('#plot').focus()
  await page.keyboard.press('End')
  await expect(page.locator('#step-words')).toHaveText('step 40 of 40')
  await page.keyboard.press('Home')
  await expect(page.locator('#step-words')).toHaveText('step 0 of 40')
  expect(await picture(page, 'paths')).toBe(blank)
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('#step-words')).toHaveText('step 1 of 40')
  expect(await picture(page, 'paths')).toBe(one)
  await page.locator('#scrub').fill('26')
  await page.getByRole('button', { name: 'Step back' }).click()
  await expect(page.locator('#step-words')).toHaveText('step 25 of 40')
  expect(await picture(page, 'paths')).toBe(there)
})

test('a paused picture does not tell which way led to it', async ({ page }) => {
  await open(page, LINK)
  await page.locator('#scrub').fill('20')
  await expect(page.locator('#step-words')).toHaveText('step 20 of 40')
  const sought = await picture(page, 'paths')
  await page.locator('#plot').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await expect.poll(() => step(page)).toBeGreaterThan(3)
  await page.keyboard.press('Space')
  for (let k = await step(page); k < 20; k++) await page.keyboard.press('ArrowRight')
  for (let k = await step(page); k > 20; k--) await page.keyboard.press('ArrowLeft')
  await expect(page.locator('#step-words')).toHaveText('step 20 of 40')
  expect(await picture(page, 'paths')).toBe(sought)
})

test('scrubbing writes the step into the address, and playing takes it out', async ({ page }) => {
  await open(page, LINK)
  await page.locator('#scrub').fill('12')
  await expect.poll(() => page.url()).toContain('&k=12')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => page.url()).not.toContain('&k=')
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect.poll(() => page.url()).toMatch(/&k=\d+/)
})

test('a repeated race begins again', async ({ page }) => {
  await open(page, LINK)
  await page.getByRole('button', { name: 'Repeat' }).click()
  await page.getByLabel('Speed').selectOption('4')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => step(page), { timeout: 15_000 }).toBeGreaterThan(35)
  await expect.poll(() => step(page), { timeout: 15_000 }).toBeLessThan(15)
})

test('runs that ended early are marked on the timeline and named', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&x0=-4,3&o=gd~rate=0.6;gd~rate=1.05&n=200')
  await expect(page.locator('.tick')).toHaveCount(1)
  await expect(page.locator('.tick-name')).toContainText('Gradient descent 0.6')
  await page.keyboard.press('End')
  await expect(page.locator('.run').nth(1).locator('.words')).toContainText('rate 1.05 is above')
})

test('with reduced motion nothing plays by itself and the last frame is shown', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await open(page)
  await expect(page.locator('#step-words')).toHaveText('step 13 of 13')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})

test('hovering a path says whose it is, and a click on it chooses the run', async ({ page }) => {
  await open(page, `${LINK}&k=40`)
  const box = await page.locator('#plot').boundingBox()
  if (!box) throw new Error('no plot')
  // Somewhere along the diagonal from the start to the minimum there is a path.
  let found = false
  for (let t = 0.2; t < 0.5 && !found; t += 0.004) {
    await page.mouse.move(box.x + box.width * t, box.y + box.height * t)
    found = await page.locator('#tip').isVisible()
  }
  expect(found).toBe(true)
  await expect(page.locator('#tip')).toContainText(/step \d+ at/)
  await page.mouse.move(box.x + 5, box.y + 5)
  await expect(page.locator('#tip')).toBeHidden()
})

test('a prediction is marked with the keyboard alone', async ({ page }) => {
  await open(page, LINK)
  await page.getByRole('button', { name: 'Predict' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('#plot')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(page.locator('.guess')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Prediction at' })).toHaveCount(1)
  await expect(page.locator('#step-words')).toHaveText('step 0 of 40')
  await page.keyboard.press('Enter')
  await expect.poll(() => step(page)).toBeGreaterThan(0)
  await expect(page.locator('.guess')).toBeVisible()
})

test('the first step below a value is a way to it', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&x0=-4,3&o=gd~rate=0.1;gd~rate=0.4;gd~rate=1.05&n=100&tol=0')
  const answers = page.locator('.below-list button')
  await page.getByLabel('first below', { exact: true }).fill('1e-3')
  await expect(answers).toHaveCount(2)
  await expect(page.locator('.below-ask')).toContainText('1 of 3 never')
  // The nearer one stands first.
  await expect(answers.first()).toHaveAccessibleName(/Gradient descent 0.4: to step/)
  await answers.first().click()
  const k = Number(await answers.first().textContent())
  expect(await step(page)).toBe(k)
  const { runs } = await report(page)
  expect(runs[1]?.f[k]).toBeLessThan(1e-3)
  expect(runs[1]?.f[k - 1]).toBeGreaterThanOrEqual(1e-3)
})

test('a prediction can be marked before the race plays', async ({ page }) => {
  await open(page, LINK)
  await page.getByRole('button', { name: 'Predict' }).click()
  await page.locator('#plot').click({ position: { x: 300, y: 300 } })
  await expect(page.locator('.guess')).toBeVisible()
  await expect.poll(() => step(page)).toBeGreaterThan(0)
})
