// The pages to read: each lesson shows its experiments, plays them, prints, and fits a phone; the gallery and the recipes stand beside them.
import { readFileSync } from 'node:fs'
import { expect, expectAccessible, keepScreenshot, subpathURL, test } from './helpers.mjs'

/** The lessons in their order, as the build reads them. */
const contents = readFileSync('www/lessons/contents.toml', 'utf8')
const ids = [...contents.matchAll(/^ {2}"([\w-]+)",$/gm)].map(([, id = '']) => id)
const items = [...readFileSync('www/gallery.toml', 'utf8').matchAll(/^id = "([\w-]+)"$/gm)].map(([, id = '']) => id)

/**
 * The first experiment of a page, started.
 * @param {import('@playwright/test').Page} page
 */
async function firstExperiment(page) {
  await page.locator('descent-lab').first().scrollIntoViewIfNeeded()
  const frame = page.frameLocator('descent-lab iframe').first()
  await expect(frame.locator('html')).toHaveAttribute('data-descent', 'started')
  return frame
}

/** @param {import('@playwright/test').Page} page */
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

for (const id of ids) {
  test(`the lesson ${id} plays, prints and fits`, async ({ page }) => {
    await page.goto(`/lessons/${id}/index.html`)
    await expect(page.locator('h1')).toHaveCount(1)
    await expect(page.locator('.ask').first()).toContainText('Predict first')
    // A frame out of sight waits, with a word in the console about what it has asked for: each is looked at in turn.
    for (const lab of await page.locator('descent-lab').all()) {
      await lab.scrollIntoViewIfNeeded()
      await lab.locator('iframe').scrollIntoViewIfNeeded()
      await expect(lab.frameLocator('iframe').locator('html')).toHaveAttribute('data-descent', 'started')
    }
    const frame = await firstExperiment(page)
    await expect(frame.locator('.bar')).toHaveCount(0)
    // Nothing answers before the race is played.
    await expect(frame.locator('#step-words')).toHaveText('step 0')
    await expect(frame.locator('.tick')).toHaveCount(0)
    await expect(frame.locator('.chart canvas').filter({ visible: true })).toHaveCount(0)
    await frame.locator('#play').click()
    await expect(frame.locator('#step-words')).not.toHaveText(/^step 0( |$)/)
    await expectAccessible(page, 'descent-lab')
    // On paper: the picture instead of the frame, and nothing folded.
    await page.emulateMedia({ media: 'print' })
    await expect(page.locator('descent-lab').first()).toBeHidden()
    for (const still of await page.locator('.still').all()) {
      await expect(still).toBeVisible()
      expect(await still.evaluate((image) => /** @type {HTMLImageElement} */ (image).naturalWidth)).toBeGreaterThan(0)
    }
    for (const answer of await page.locator('details > :last-child').all()) await expect(answer).toBeVisible()
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await sideways(page)).toBeLessThanOrEqual(0)
  })
}

test('the contents lead to every lesson, in order, and each leads on', async ({ page }) => {
  await page.goto('/lessons/index.html')
  const links = page.locator('.contents a')
  const hrefs = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  expect(hrefs).toEqual(ids.map((id) => `${id}/index.html`))
  await expectAccessible(page, 'descent-lab')
  await links.first().click()
  for (const id of ids) {
    await expect(page).toHaveURL(new RegExp(`/lessons/${id}/index.html$`))
    const next = page.locator('a[rel="next"]')
    if (id === ids.at(-1)) await expect(next).toHaveCount(0)
    else await next.click()
  }
})

test('the page with the plot leads to the lessons, on a phone too', async ({ page }) => {
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/')
    await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
    await page.getByRole('link', { name: 'Lessons' }).filter({ visible: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Lessons' })).toBeVisible()
    await page.getByRole('link', { name: 'Descent' }).click()
    await expect(page.locator('#plot')).toBeVisible()
  }
})

test('the gallery shows a picture of each of its experiments', async ({ page }) => {
  await page.goto('/gallery/index.html')
  const pictures = page.locator('.gallery img')
  await expect(pictures).toHaveCount(items.length)
  expect(items.length).toBeGreaterThanOrEqual(24)
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded()
    await expect.poll(() => picture.evaluate((image) => /** @type {HTMLImageElement} */ (image).naturalWidth)).toBeGreaterThan(0)
  }
  await expectAccessible(page, 'descent-lab')
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await sideways(page)).toBeLessThanOrEqual(0)
})

test('a page of the gallery plays its experiment, below a path too', async ({ page }) => {
  await page.goto(`${subpathURL}gallery/${items[0]}/index.html`)
  const frame = await firstExperiment(page)
  await frame.locator('#play').click()
  await expect(frame.locator('#step-words')).not.toHaveText(/^step 0 /)
  await expectAccessible(page, 'descent-lab')
})

test('every lesson and every experiment of the gallery tells other sites what it is', async ({ page, request }) => {
  for (const path of [...ids.map((id) => `lessons/${id}`), ...items.map((id) => `gallery/${id}`)]) {
    const html = await (await request.get(`/${path}/index.html`)).text()
    const [, picture = ''] = /property="og:image" content="([^"]+)"/.exec(html) ?? []
    expect(html, path).toMatch(/name="description" content="[^"]{30,}"/)
    const image = await request.get(new URL(picture, `http://host/${path}/`).pathname)
    expect(image.headers()['content-type'], picture).toBe('image/png')
    const answer = await (await request.get(`/${path}/oembed.json`)).json()
    expect(answer).toMatchObject({ version: '1.0', type: 'rich', thumbnail_url: picture })
    expect(answer.html).toMatch(/^<iframe src="[^"]*embed\.html#v=1&amp;[^"]+"/)
  }
  await page.goto('/recipes/index.html')
  await expectAccessible(page, 'descent-lab')
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await sideways(page)).toBeLessThanOrEqual(0)
})

test('light and dark are those of the page with the plot', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`/lessons/${ids[0]}/index.html`)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const frame = await firstExperiment(page)
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expectAccessible(page, 'descent-lab')
  await keepScreenshot(page, 'lesson-dark')
  await page.getByRole('button', { name: 'Switch to light' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})
