// Experiments in other pages: the frame by itself, and the element that puts it there. The pages around stand at another origin, on a server of the test's own.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { colours } from './hands.mjs'
import { allow, expect, expectAccessible, keepScreenshot, test } from './helpers.mjs'

/** @typedef {import('@playwright/test').Page} Page */

const home = process.env.DESCENT_URL ?? ''
const TEXT = 'v=1&f=quadratic&x0=-4,3&o=gd~rate=0.15;momentum~rate=0.05&n=40&tol=0'
const LAB = `<script src="${home}descent-lab.js" defer></script>`

/** Pages of somebody else's, by their paths. @type {Map<string, { body: string, headers: Record<string, string> }>} */
const pages = new Map()
const other = createServer(({ url }, response) => {
  const found = pages.get(url ?? '')
  response.writeHead(found ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...found?.headers })
  response.end(found?.body ?? 'There is no such page.')
})
let elsewhere = ''
test.beforeAll(async () => {
  await new Promise((go) => other.listen(0, 'localhost', () => go(null)))
  const at = other.address()
  elsewhere = `http://localhost:${typeof at === 'object' ? at?.port : ''}`
  allow(elsewhere)
})
test.afterAll(() => void other.close())

/**
 * Opens a page of somebody else's, at an origin of its own.
 * @param {Page} page
 * @param {string} body
 * @param {Record<string, string>} [headers]
 */
async function host(page, body, headers = {}) {
  pages.set('/host.html', { headers, body: `<!doctype html><html lang="en"><title>Notes</title><link rel="icon" href="data:,">${body}</html>` })
  await page.goto(`${elsewhere}/host.html`)
}

/** @param {string} text @param {string} [attributes] */
const lab = (text, attributes = '') => `<descent-lab experiment="${text.replaceAll('&', '&amp;')}" ${attributes}></descent-lab>`

/**
 * Keeps what elements of the next page say, for `heard`.
 * @param {Page} page
 */
async function listen(page) {
  await page.addInitScript(() => {
    const heard = /** @type {[string, any][]} */ ([])
    Object.assign(window, { heard })
    for (const type of ['ready', 'change', 'frame', 'halt']) {
      addEventListener(type, (event) => heard.push([type, /** @type {CustomEvent} */ (event).detail]))
    }
  })
}

/** @param {Page} page @param {string} type @returns {Promise<any[]>} */
const heard = (page, type) => page.evaluate((type) => /** @type {any} */ (window).heard.filter((/** @type {[string, any]} */ [one]) => one === type).map((/** @type {[string, any]} */ [, detail]) => detail), type)

/** @param {import('@playwright/test').Frame | Page} frame */
const started = (frame) => expect(frame.locator('html')).toHaveAttribute('data-descent', 'started')

/** The frames of experiments. @param {Page} page */
const frames = (page) => page.frames().filter((frame) => frame.url().includes('embed.html'))

/** The frames in the order of the document: they may be attached in another. @param {Page} page @param {number} n */
async function nthFrame(page, n) {
  const element = await page.locator('iframe[src*="embed.html"]').nth(n).elementHandle()
  const frame = /** @type {import('@playwright/test').Frame} */ (await element?.contentFrame())
  await started(frame)
  return frame
}

/** @param {Page} page */
async function firstFrame(page) {
  return nthFrame(page, 0)
}

test('the frame shows the plot, the timeline and what the link leaves, and nothing moves', async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 560 })
  await page.goto(`/embed.html#${TEXT}&title=Two%20paths&hide=function`)
  await started(page)
  expect(await colours(page, 'field')).toBeGreaterThan(50)
  await expect(page.locator('#headline')).toHaveText('Two paths')
  await expect(page.locator('#step-words')).toHaveText('step 0 of 40')
  for (const name of ['Runs', 'Results']) await expect(page.getByRole('button', { name, exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Function', exact: true })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  // All of it is in the frame.
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true)
  await expectAccessible(page)
  await keepScreenshot(page, 'embed')
})

test('with reduced motion the frame shows the end, and plays when it is asked to', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await host(page, `${LAB}${lab(TEXT)}`)
  const frame = await firstFrame(page)
  const words = frame.locator('#step-words')
  await expect(words).toHaveText('step 40 of 40')
  await expect(frame.locator('#poster')).toBeHidden()
  // A control that pauses is there too.
  await frame.locator('#play').click()
  await expect(words).toHaveText(/^step [1-9] of 40$/)
  await frame.locator('#play').click()
  const held = await words.textContent()
  await expect(frame.locator('html')).not.toHaveAttribute('data-playing')
  // As many frames as would show several more steps.
  await words.evaluate(async () => {
    for (let i = 0; i < 40; i++) await new Promise(requestAnimationFrame)
  })
  await expect(words).toHaveText(held ?? '')
})

test('a panel opens when it is asked for, and works', async ({ page }) => {
  await page.goto(`/embed.html#${TEXT}`)
  await started(page)
  const button = page.getByRole('button', { name: 'Runs', exact: true })
  await expect(button).toHaveAttribute('aria-expanded', 'false')
  await button.click()
  await expect(page.locator('.run').first().locator('.run-value')).toHaveText(/\d/)
  await page.getByRole('button', { name: 'Results', exact: true }).click()
  await expect(page.locator('.run').first()).toBeHidden()
  await expect(page.locator('.chart canvas').first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Results', exact: true }).click()
  await expect(page.locator('#panel-results')).toBeHidden()
})

test('a link that names charts shows them', async ({ page }) => {
  await page.goto(`/embed.html#${TEXT}&see=contour,heat,distance`)
  await started(page)
  await expect(page.locator('.chart canvas').first()).toBeVisible()
})

test('the way out leads to the experiment as it is now', async ({ page }) => {
  await page.goto(`/embed.html#${TEXT}`)
  await started(page)
  await page.locator('#scrub').fill('7')
  const out = page.getByRole('link', { name: 'Open full' })
  await out.hover()
  const href = await out.getAttribute('href')
  expect(href).toBe(`${home}#${TEXT}&k=7`)
  // Without a clipboard the link can be taken by hand.
  await page.evaluate(() => {
    Object.assign(document, { execCommand: () => false })
    Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error('no')) })
  })
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByRole('textbox', { name: 'The link' })).toHaveValue(`${home}#${TEXT}&k=7`)
})

test('nothing is stored and the history is left alone', async ({ page }) => {
  await page.goto(`/embed.html#${TEXT}`)
  await started(page)
  const before = await page.evaluate(() => history.length)
  await page.locator('#scrub').fill('7')
  await page.locator('#play').click()
  await page.getByRole('button', { name: 'Function', exact: true }).click()
  await page.getByLabel('Function', { exact: true }).selectOption('ackley')
  await expect(page).toHaveTitle(/Ackley/)
  expect(await page.evaluate(() => [history.length, localStorage.length, sessionStorage.length])).toEqual([before, 0, 0])
  expect(page.url()).toContain(TEXT)
})

test('the element is at most four kilobytes', async ({ request }) => {
  const answer = await request.get('/descent-lab.js')
  expect((await answer.body()).length).toBeLessThanOrEqual(4096)
})

test('the element plays, pauses, seeks, changes, and says so', async ({ page }) => {
  await listen(page)
  await host(page, `${LAB}${lab(TEXT)}`)
  const frame = await firstFrame(page)
  await expect.poll(async () => (await heard(page, 'ready')).length).toBe(1)
  expect((await heard(page, 'ready'))[0]).toMatchObject({ experiment: TEXT, k: 0, last: 40 })
  const element = page.locator('descent-lab')
  /** @param {string} method @param {...unknown} args */
  const call = (method, ...args) => element.evaluate((one, [method, args]) => /** @type {any} */ (one)[method](...args), /** @type {[string, unknown[]]} */ ([method, args]))
  await call('seek', 12)
  await expect(frame.locator('#step-words')).toHaveText('step 12 of 40')
  await expect.poll(async () => (await heard(page, 'frame')).at(-1)).toEqual({ k: 12, last: 40 })
  await call('play')
  await expect(frame.locator('html')).toHaveAttribute('data-playing')
  await call('pause')
  await expect(frame.locator('html')).not.toHaveAttribute('data-playing')
  await call('seek', 39)
  await call('play')
  await expect.poll(async () => (await heard(page, 'halt')).length).toBe(1)
  expect((await heard(page, 'halt'))[0].runs.map((/** @type {{ label: string }} */ { label }) => label)).toEqual(['Gradient descent', 'Momentum'])
  await element.evaluate((one) => void Object.assign(one, { experiment: 'v=1&f=booth&o=adam&n=20' }))
  await expect(frame.locator('#headline')).toHaveText(/Booth/)
  await expect(frame.locator('#step-words')).toHaveText('step 0 of 20')
  // What the reader changes is told, and is what the element now has.
  await frame.getByRole('button', { name: /^Start at/ }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await heard(page, 'change')).at(-1)?.experiment).toMatch(/^v=1&f=booth&x0=/)
  expect(await element.evaluate((one) => /** @type {any} */ (one).experiment)).toMatch(/^v=1&f=booth&x0=/)
})

test('the frame is as high as what is in it, and grows with it', async ({ page }) => {
  for (const width of [1000, 360]) {
    await page.setViewportSize({ width, height: 800 })
    await host(page, `<meta name="viewport" content="width=device-width">${LAB}${lab(TEXT)}<p>After.</p>`)
    const frame = await firstFrame(page)
    const inside = () => frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height))
    const outside = () => page.locator('descent-lab iframe').evaluate((one) => one.clientHeight)
    const fits = async () => Math.abs((await inside()) - (await outside())) <= 2
    await expect.poll(fits).toBe(true)
    expect(await frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight + 2)).toBe(true)
    expect(await frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    const before = await outside()
    await frame.getByRole('button', { name: 'Runs', exact: true }).click()
    await expect.poll(outside).toBeGreaterThan(before + 50)
    await expect.poll(fits).toBe(true)
    await keepScreenshot(page, `embed-in-page-${width}`)
  }
})

test('ten on one page: each starts when it is seen, and only the first costs', async ({ page }) => {
  /** @type {string[]} */
  const fetched = []
  page.on('response', (response) => {
    if (response.url().startsWith(home) && response.status() === 200 && !response.fromServiceWorker()) fetched.push(response.url())
  })
  const texts = Array.from({ length: 10 }, (_, i) => TEXT.replace('rate=0.15', `rate=0.${i + 1}1`))
  await host(page, `${LAB}<h1>Notes</h1>${texts.map((text) => `<p>One more.</p>${lab(text)}`).join('')}`)
  await started(await firstFrame(page))
  expect(frames(page).length).toBeLessThan(4)
  for (let i = 0; i < 10; i++) {
    await page.locator('descent-lab').nth(i).scrollIntoViewIfNeeded()
    await expect(page.locator('descent-lab iframe').nth(i)).toBeVisible()
    const frame = await (await page.locator('descent-lab iframe').nth(i).elementHandle())?.contentFrame()
    if (!frame) throw new Error('no frame')
    await started(frame)
    await frame.locator('#play').click()
    await expect(frame.locator('#step-words')).not.toHaveText('step 0 of 40')
  }
  // Every file once on the wire: the browser has the others in its cache.
  const sizes = await page.evaluate(() => performance.getEntriesByType('resource').length)
  expect(sizes).toBeGreaterThan(0)
  const last = await (await page.locator('descent-lab iframe').nth(9).elementHandle())?.contentFrame()
  const transferred = await last?.evaluate(() => performance.getEntriesByType('resource').reduce((sum, one) => sum + /** @type {PerformanceResourceTiming} */ (one).transferSize, 0))
  expect(transferred).toBe(0)
  const page0 = await last?.evaluate(() => /** @type {PerformanceNavigationTiming} */ (performance.getEntriesByType('navigation')[0]).transferSize)
  expect(page0).toBeLessThan(1000)
})

test('a click may start it, with a poster until then', async ({ page }) => {
  await host(page, `${LAB}${lab(TEXT, 'loading="click" label="two paths"').replace('></', '><p>The poster</p></')}`)
  await expect(page.getByText('The poster')).toBeVisible()
  expect(frames(page)).toHaveLength(0)
  await page.getByRole('button', { name: 'Play two paths' }).click()
  const frame = await firstFrame(page)
  await expect(frame.locator('#step-words')).not.toHaveText('step 0 of 40')
  await expect(page.getByText('The poster')).toBeHidden()
})

test('the wheel scrolls the page around, until the plot has the focus', async ({ page }) => {
  await host(page, `${LAB}<h1 tabindex="-1">Notes</h1>${lab(TEXT)}<p>${'More text. '.repeat(4000)}</p>`)
  const frame = await firstFrame(page)
  const box = await page.locator('descent-lab').boundingBox()
  if (!box) throw new Error('no box')
  const at = [box.x + box.width / 2, box.y + 150]
  await page.mouse.move(at[0] ?? 0, at[1] ?? 0)
  await page.mouse.wheel(0, 60)
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(60)
  await expect(frame.getByRole('button', { name: 'Reset view' })).toBeDisabled()
  await page.evaluate(() => scrollTo(0, 0))
  await page.mouse.click(box.x + box.width / 3, box.y + 130)
  await page.mouse.wheel(0, -60)
  await expect(frame.getByRole('button', { name: 'Reset view' })).toBeEnabled()
  expect(await page.evaluate(() => scrollY)).toBe(0)
  // Back in the text, the wheel is the page's again.
  await frame.getByRole('button', { name: 'Reset view' }).click()
  await frame.locator('#plot').focus()
  await page.mouse.click(30, 30)
  await page.mouse.move(at[0] ?? 0, at[1] ?? 0)
  await page.mouse.wheel(0, 60)
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(60)
  await expect(frame.getByRole('button', { name: 'Reset view' })).toBeDisabled()
})

test('it is as light or dark as the page around it, and follows', async ({ page }) => {
  await host(page, `${LAB}<style>body { background: #fff } .night { background: #111 }</style>${lab(TEXT)}${lab(TEXT, 'theme="dark"')}`)
  const frame = await firstFrame(page)
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.locator('descent-lab').nth(1).scrollIntoViewIfNeeded()
  await expect((await nthFrame(page, 1)).locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.evaluate(() => document.body.classList.add('night'))
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.evaluate(() => document.body.classList.remove('night'))
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'light')
})

test('what others say is ignored', async ({ page }) => {
  const stranger = `${elsewhere}/stranger.html`
  pages.set('/stranger.html', { headers: {}, body: '<!doctype html><title>Stranger</title>' })
  await listen(page)
  await host(page, `${LAB}${lab(TEXT)}<iframe src="${stranger}" title="Stranger"></iframe>`)
  const frame = await firstFrame(page)
  await expect.poll(async () => (await heard(page, 'ready')).length).toBe(1)
  const height = await page.locator('descent-lab').evaluate((one) => one.clientHeight)
  const other = page.frames().find((one) => one.url() === stranger)
  await other?.evaluate(() => {
    // To the element, as if it were the frame, and to the frame, as if it were the page around.
    for (const type of ['height', 'ready', 'halt', 'change']) parent.postMessage({ descent: 1, type, height: 1234, experiment: 'v=1&o=lion' }, '*')
    for (let i = 0; i < parent.frames.length; i++) {
      for (const type of ['hello', 'play', 'seek', 'open']) parent.frames[i]?.postMessage({ descent: 1, type, k: 9, experiment: 'v=1&f=booth&o=lion' }, '*')
      parent.frames[i]?.postMessage({ context: 'h5p', action: 'hello' }, '*')
    }
  })
  // And from the page around: other versions, other words, other kinds of values.
  await page.evaluate(() => {
    const frame = window.frames[0]
    const wrong = [null, 7, 'play', { descent: 2, type: 'play' }, { descent: 1, type: 'constructor' }, { descent: 1, type: 'seek', k: 'x' }, { descent: 1, type: 'open', experiment: {} }]
    for (const message of wrong) frame?.postMessage(message, '*')
  })
  // What comes after them has been heard.
  await page.locator('descent-lab').evaluate((one) => /** @type {any} */ (one).seek(3))
  await expect(frame.locator('#step-words')).toHaveText('step 3 of 40')
  await expect(frame.locator('#headline')).toHaveText('Quadratic bowl')
  expect(await heard(page, 'ready')).toHaveLength(1)
  expect(await heard(page, 'halt')).toHaveLength(0)
  expect(await heard(page, 'change')).toHaveLength(0)
  expect(await page.locator('descent-lab').evaluate((one) => one.clientHeight)).toBe(height)
})

test('learning platforms are told the height in their words', async ({ page }) => {
  await host(
    page,
    `<script>
      const heard = []
      addEventListener('message', ({ data, source }) => {
        heard.push(data)
        if (data.context === 'h5p' && data.action === 'hello') source.postMessage({ context: 'h5p', action: 'hello' }, '*')
        if (data.context === 'h5p' && data.action === 'resize') document.querySelector('iframe').style.height = data.scrollHeight + 'px'
      })
    </script>
    <iframe src="${home}embed.html#${TEXT}" title="Experiment" width="700" height="200"></iframe>`,
  )
  const frame = await firstFrame(page)
  await expect
    .poll(async () => {
      const inside = await frame.evaluate(() => document.body.getBoundingClientRect().height)
      return Math.abs((await page.locator('iframe').evaluate((one) => one.clientHeight)) - inside)
    })
    .toBeLessThan(2)
  const subjects = await page.evaluate('heard.filter(({ subject }) => subject === "lti.frameResize").map(({ height }) => height)')
  expect(subjects).not.toHaveLength(0)
})

for (const [sandbox, cors] of /** @type {const} */ ([
  ['allow-scripts allow-same-origin', false],
  ['allow-scripts', true],
])) {
  test(`a frame with sandbox="${sandbox}" ${cors ? 'and a host that allows it ' : ''}works`, async ({ page }) => {
    if (cors) {
      await page.route(`${home}app-*/**`, async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': '*' } })
      })
    }
    await host(page, `<iframe sandbox="${sandbox}" src="${home}embed.html#${TEXT}" title="Experiment" width="700" height="560"></iframe>`)
    const frame = await firstFrame(page)
    await frame.locator('#play').click()
    await expect(frame.locator('#step-words')).not.toHaveText('step 0 of 40')
  })
}

test('a frame that may not load its scripts says what is missing', async ({ page, expectFault }) => {
  expectFault(/Access to|blocked|ERR_FAILED/)
  expectFault(/preloaded using link preload/)
  await host(page, `<iframe sandbox="allow-scripts" src="${home}embed.html#${TEXT}" title="Experiment" width="700" height="560"></iframe>`)
  await expect(page.frameLocator('iframe').getByText('allow-scripts allow-same-origin')).toBeVisible({ timeout: 20_000 })
  await expect(page.frameLocator('iframe').getByRole('link', { name: 'Open Descent' })).toBeVisible()
})

test('the element works under a strict policy of the page around', async ({ page }) => {
  const policy = `default-src 'none'; script-src ${home}; frame-src ${home}; style-src 'self'; img-src data:`
  await host(page, `${LAB}${lab(TEXT)}`, { 'content-security-policy': policy })
  const frame = await firstFrame(page)
  await expect(frame.locator('#step-words')).toHaveText('step 0 of 40')
})

test('every setting of the element is in the documents', async () => {
  const [code, text] = await Promise.all([readFile('www/descent-lab.js', 'utf8'), readFile('docs/EMBED.md', 'utf8')])
  const attributes = [...code.matchAll(/#said\('(\w+)'\)/g)].map(([, name]) => name)
  expect(attributes.length).toBeGreaterThan(3)
  for (const name of ['experiment', ...attributes]) expect(text).toContain(`\`${name}`)
})
