// Without a network: whoever has been here opens the page again, from a cache of one version.
import { LINK, open } from './hands.mjs'
import { expect, subpathURL, test } from './helpers.mjs'

test.use({ serviceWorkers: 'allow' })

/** @param {import('@playwright/test').Page} page */
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => caches.keys()))

test('the page opens again without a network, and everything in it works', async ({ page, context }) => {
  await open(page, LINK)
  expect(await kept(page)).toHaveLength(1)
  await context.setOffline(true)
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
  await expect(page.locator('.run')).toHaveCount(2)
  // What is loaded late is there too.
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible()
  await page.goto(`/embed.html${LINK}`)
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
  await page.goto(`/?utm_source=mail${LINK}`)
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
})

test('the page of networks is kept by those who have opened it', async ({ page, context }) => {
  await open(page, LINK)
  const [name = ''] = await kept(page)
  const has = () => page.evaluate(async (name) => Boolean(await (await caches.open(name)).match('network.html')), name)
  expect(await has()).toBe(false)
  await page.goto('/network.html')
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled()
  await expect.poll(has).toBe(true)
  await context.setOffline(true)
  await page.goto('about:blank')
  await page.goto('/network.html#v=1&net=10&o=adam&epochs=1')
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(page.locator('#drive-words')).toHaveText('All runs have ended', { timeout: 30_000 })
})

test('below a path it keeps its own version and leaves others alone', async ({ page }) => {
  await page.goto(`${subpathURL}${LINK}`)
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
  await page.evaluate(() => caches.open('somebody else’s'))
  const names = await kept(page)
  expect(names.filter((name) => name.startsWith(`descent ${subpathURL} `))).toHaveLength(1)
  expect(await page.evaluate(() => caches.keys())).toContain('somebody else’s')
})

test('a cache holds the files of one version only', async ({ page }) => {
  await open(page, LINK)
  const [name = ''] = await kept(page)
  const files = await page.evaluate(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname), name)
  const folders = new Set(files.map((path) => path.split('/')[1]).filter((part) => part?.startsWith('app-')))
  expect(folders.size).toBe(1)
  expect(files).toContain('/')
  expect(files).toContain('/embed.html')
  // All files that the pages name, early or late.
  const named = await page.evaluate(() => [...document.querySelectorAll('link[href], script[src]')].map((one) => new URL(one.getAttribute('href') ?? one.getAttribute('src') ?? '', location.href).pathname))
  for (const path of named) expect(files).toContain(path)
})
