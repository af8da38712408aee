// Giving an experiment away: the dialog, what it writes, and what is taken home.
import { readFile } from 'node:fs/promises'
import { LINK, open } from './hands.mjs'
import { expect, expectAccessible, keepScreenshot, test } from './helpers.mjs'

/** @typedef {import('@playwright/test').Page} Page */

const home = process.env.DESCENT_URL ?? ''

/** @param {Page} page */
async function share(page) {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Share' })
  await expect(dialog).toBeVisible()
  return { dialog, text: dialog.getByRole('textbox', { name: 'To copy' }) }
}

test('nothing of the dialog is loaded before it opens', async ({ page }) => {
  /** @type {string[]} */
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  await open(page, LINK)
  const later = /share|take|film/
  expect(asked.filter((url) => later.test(new URL(url).pathname))).toEqual([])
  await share(page)
  expect(asked.some((url) => later.test(new URL(url).pathname))).toBe(true)
})

test('link, Markdown, frame and element say the same experiment', async ({ page }) => {
  await open(page, LINK)
  const { dialog, text } = await share(page)
  const experiment = LINK.replace('gd~rate=0.1', 'gd').slice(1)
  await expect(text).toHaveValue(`${home}#${experiment}`)
  await dialog.getByLabel('Title').fill('A <b>bowl</b> & "more" [x]')
  const titled = `${experiment}&title=A%20%3Cb%3Ebowl%3C/b%3E%20%26%20%22more%22%20[x]`
  await dialog.getByRole('button', { name: 'Markdown' }).click()
  const markdown = await text.inputValue()
  expect(markdown).toMatch(/^\[A <b>bowl<\/b> & "more" \\\[x\\\]\]\(<http.*>\)$/)
  for (const form of ['Frame', 'Element']) {
    await dialog.getByRole('button', { name: form, exact: true }).click()
    const html = await text.inputValue()
    // Whoever pastes it gets these elements and no others, with the experiment as it is.
    const found = await page.evaluate((html) => {
      const { body } = new DOMParser().parseFromString(html, 'text/html')
      const all = new DOMParser().parseFromString(`<body>${html}`, 'text/html')
      const one = all.querySelector('iframe, descent-lab')
      return { tags: [...all.querySelectorAll('body *')].map(({ localName }) => localName), src: one?.getAttribute('src') ?? one?.getAttribute('experiment'), label: one?.getAttribute('title') ?? one?.getAttribute('label'), body: body.localName }
    }, html)
    expect(found.tags).toEqual(form === 'Frame' ? ['iframe'] : ['script', 'descent-lab'])
    expect(found.label).toBe('A <b>bowl</b> & "more" [x]')
    expect(decodeURIComponent(found.src ?? '')).toContain(decodeURIComponent(titled))
  }
})

test('title, question, step, hiding and locking go into the link and not into the page', async ({ page }) => {
  await open(page, `${LINK}&k=9`)
  const { dialog, text } = await share(page)
  await expect(text).toHaveValue(/&k=9$/)
  await dialog.getByLabel('Open at step 9').uncheck()
  await dialog.getByLabel('Ask for a prediction first').check()
  await expect(dialog.getByLabel('Question')).not.toHaveValue('')
  await dialog.getByText('Hide parts of the page').click()
  await dialog.getByLabel('Adding a method').check()
  await dialog.getByText('Lock', { exact: true }).click()
  await dialog.getByLabel('The rates').check()
  await expect(text).toHaveValue(/&hide=add&lock=rate&ask=Where/)
  await expect(text).not.toHaveValue(/&k=/)
  await expectAccessible(page)
  await keepScreenshot(page, 'share')
  const link = await text.inputValue()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: /Add a method/ })).toBeVisible()
  await page.goto('about:blank')
  await page.goto(link)
  await expect(page.getByText('Where will each path end?')).toBeVisible()
  await expect(page.getByRole('button', { name: /Add a method/ })).toBeHidden()
  // The question leads to the prediction.
  await page.getByRole('button', { name: 'Mark a prediction' }).click()
  await expect(page.getByRole('button', { name: 'Predict', exact: true })).toHaveAttribute('aria-pressed', 'true')
})

test('the QR code is drawn, and a link that is too long is said to be', async ({ page }) => {
  await open(page, LINK)
  const { dialog } = await share(page)
  await dialog.getByText('QR code', { exact: true }).click()
  await expect(dialog.locator('.qr path')).toHaveCount(2)
  await dialog.getByLabel('Question').fill('漢'.repeat(400))
  await expect(dialog.getByText('too long for a QR code')).toBeVisible()
})

test('the preview shows the frame, and follows', async ({ page }) => {
  await open(page, LINK)
  const { dialog } = await share(page)
  await dialog.getByText('Preview', { exact: true }).click()
  const frame = page.frameLocator('.preview')
  await expect(frame.locator('html')).toHaveAttribute('data-descent', 'started')
  await dialog.getByLabel('Title').fill('Seen')
  await expect(frame.locator('#headline')).toHaveText('Seen')
})

test('the dialog works with the keyboard alone, and on a phone', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.setViewportSize({ width: 360, height: 740 })
  await open(page, LINK)
  await page.getByRole('button', { name: 'Share', exact: true }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Share' })
  await expect(dialog).toBeVisible()
  const copy = dialog.getByRole('button', { name: 'Copy', exact: true })
  for (let i = 0; i < 40 && !(await copy.evaluate((one) => one === document.activeElement)); i++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('#v=1&f=quadratic')
  expect(await dialog.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
  await expectAccessible(page)
  await keepScreenshot(page, 'share-phone')
})

/** @param {Page} page @param {string} name */
async function taken(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()])
  return readFile(await download.path())
}

test('pictures, animations and code are taken home', async ({ page }) => {
  await open(page, `${LINK}&k=40`)
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  const width = await page.locator('#plot').evaluate((one) => Math.round(one.getBoundingClientRect().width))
  for (const ratio of [1, 2, 4]) {
    const png = await taken(page, `PNG ${ratio}×`)
    expect(png.readUInt32BE(16)).toBe(width * ratio)
  }
  const gif = await taken(page, 'GIF')
  expect(gif.subarray(0, 6).toString()).toBe('GIF89a')
  // One graphic control extension a frame: the start and every step.
  expect(gif.toString('latin1').split('\x21\xf9\x04').length - 1).toBe(41)
  const webm = await taken(page, 'WebM')
  expect(webm.subarray(0, 4).toString('hex')).toBe('1a45dfa3')
  expect((await taken(page, 'Python')).toString()).toContain('def gd(s, k, x, grad):')
  expect((await taken(page, 'PyTorch')).toString()).toContain('torch.optim.SGD')
  expect((await taken(page, 'Rust')).toString()).toContain('Race::new')
  await expectAccessible(page)
  await keepScreenshot(page, 'data')
  // The browser's own player reads the container: its size, its length, and that every frame is there.
  await page.goto('about:blank')
  const video = await page.evaluate(async (data) => {
    const video = Object.assign(document.createElement('video'), { muted: true, src: `data:video/webm;base64,${data}` })
    document.body.append(video)
    await new Promise((go, fail) => Object.assign(video, { onloadedmetadata: go, onerror: () => fail(new Error(video.error?.message)) }))
    const { duration, videoWidth } = video
    video.playbackRate = 2
    await video.play()
    await new Promise((go) => Object.assign(video, { onended: go }))
    const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality()
    return { duration, videoWidth, frames: totalVideoFrames, droppedVideoFrames }
  }, webm.toString('base64'))
  expect(video.videoWidth).toBe(Math.round(width / 2) * 2)
  // Forty steps take five seconds, and the last frame stays for a moment.
  expect(video.duration).toBeCloseTo(6.5, 1)
  expect(video.frames).toBe(41)
})

test('an animation can be cancelled', async ({ page }) => {
  await open(page, LINK.replace('n=40', 'n=5000'))
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  // In one go: an animation may be made before a hand is there.
  await page.evaluate(() => {
    const press = (/** @type {string} */ name) => [...document.querySelectorAll('button')].find((one) => one.textContent === name)?.click()
    press('GIF')
    press('Cancel')
  })
  await expect(page.getByText('Cancelled.')).toBeVisible()
})

/** What a link may say to do harm. */
const HOSTILE = [
  '<script>window.hit=1</script>',
  '"><img src=x onerror="window.hit=1">',
  "';window.hit=1;'",
  'javascript:window.hit=1',
  '\u202eevil\u2066\u0000\u0007\u2028',
  '${window.hit=1}',
  '<svg/onload=window.hit=1>',
  'x'.repeat(3000),
]

test('hostile texts never become markup', async ({ page }) => {
  for (const text of HOSTILE) {
    const word = encodeURIComponent(text)
    const label = word.replaceAll('%', '%25')
    for (const address of ['/', '/embed.html']) {
      await page.goto('about:blank')
      await page.goto(`${address}#v=1&f=quadratic&o=gd~label=${label};adam&n=5&title=${word}&ask=${word}`)
      await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
      expect(await page.evaluate(() => /** @type {any} */ (window).hit)).toBeUndefined()
      expect(await page.locator('img, svg[onload], script:not([src])').count(), text).toBe(0)
    }
    await page.goto('about:blank')
    await page.goto(`/#v=1&f=${word}&o=gd&n=5`)
    await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
    expect(await page.evaluate(() => /** @type {any} */ (window).hit)).toBeUndefined()
  }
})
