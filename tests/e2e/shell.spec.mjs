// The shell: what holds before a word of the page's own is said.
import { expect, expectAccessible, subpathURL, test } from './helpers.mjs'

for (const [where, url] of /** @type {const} */ ([
  ['at the root of a host', '/'],
  ['below a path', subpathURL],
])) {
  test(`the page starts ${where}`, async ({ page }) => {
    await page.goto(url)
    await expect(page).toHaveTitle(/Descent/)
    await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
  })
}

test('the policy is sent, and the same one stands in the page', async ({ page }) => {
  const response = await page.goto('/')
  const sent = response?.headers()['content-security-policy']
  expect(sent).toContain("default-src 'none'")
  expect(sent).not.toContain('unsafe-inline')
  expect(sent).not.toContain("'unsafe-eval'")
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute('content', sent ?? '')
})

test('an inline script is refused by the policy', async ({ page, expectFault }) => {
  expectFault(/^policy: script-src-elem forbids inline/)
  expectFault(/^console error: .*Content Security Policy/)
  await page.goto('/')
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "taken over"'
    document.body.append(script)
  })
  await expect(page).toHaveTitle(/Descent/)
})

test('all files but the page come from one folder, and are kept for ever', async ({ page }) => {
  /** @type {Map<string, string | undefined>} */
  const kept = new Map()
  page.on('response', (response) => kept.set(new URL(response.url()).pathname, response.headers()['cache-control']))
  await page.goto('/', { waitUntil: 'networkidle' })
  expect(kept.get('/')).toBe('no-cache')
  kept.delete('/')
  expect([...kept.keys()].some((path) => path.endsWith('.wasm'))).toBe(true)
  for (const [path, control] of kept) {
    expect(path).toMatch(/^\/app-[0-9a-f]{12}\//)
    expect(control, path).toContain('immutable')
  }
})

test('nothing is fetched twice, and every preload is used', async ({ page }) => {
  /** @type {string[]} */
  const requested = []
  page.on('request', (request) => requested.push(request.url()))
  await page.goto('/', { waitUntil: 'networkidle' })
  expect(requested.filter((url, i) => requested.indexOf(url) !== i)).toEqual([])
})

test('the shell is accessible', async ({ page }) => {
  await page.goto('/')
  await expectAccessible(page)
})
