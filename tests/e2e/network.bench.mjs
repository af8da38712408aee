// Training in Chromium beside TensorFlow.js, in one page; and the frames of the page of networks while its workers train.
import { test } from '@playwright/test'
import { inFreshBrowser, keep, processes, rounds } from './bench/results.mjs'

const url = process.env.DESCENT_BENCH_URL ?? ''
const site = process.env.DESCENT_URL ?? ''
/** A round takes a second, most of it in model.fit. */
const ROUNDS = Math.ceil(rounds / 5)

for (let number = 1; number <= processes; number++) {
  test(`training and its competitors, process ${number}`, async () => {
    await inFreshBrowser(async (page, browser) => {
      await page.route('**', free)
      await page.goto(`${url}network.html`)
      await page.waitForFunction(() => 'measure' in globalThis)
      // @ts-expect-error: the page's own function
      const { times, backend } = await page.evaluate((count) => measure(count), ROUNDS)
      if (backend !== 'wasm') throw new Error(`TensorFlow.js runs on ${backend}`)
      await page.unroute('**')
      await page.goto(`${site}network.html#v=1&net=100,100,50&epochs=3`)
      await page.waitForFunction(() => document.querySelector('#go:enabled'))
      await page.click('#go')
      await page.waitForFunction(() => /left$/.test(document.getElementById('drive-words')?.textContent ?? ''))
      times['frame'] = await page.evaluate(frames, 120)
      await keep('network', number, { times, browser: browser.version() })
    })
  })
}

/** The milliseconds of so many frames. @param {number} count @returns {Promise<number[]>} */
function frames(count) {
  return new Promise((done) => {
    /** @type {number[]} */
    const list = []
    let last = performance.now()
    const next = (/** @type {number} */ now) => {
      list.push(now - last)
      last = now
      if (list.length < count) requestAnimationFrame(next)
      else done(list.slice(1))
    }
    requestAnimationFrame(next)
  })
}

/**
 * The site's policy does not hold here: the competitor makes functions of texts.
 * @param {import('@playwright/test').Route} route
 */
async function free(route) {
  const response = await route.fetch()
  const { 'content-security-policy': _policy, ...headers } = response.headers()
  await route.fulfill({ response, headers })
}
