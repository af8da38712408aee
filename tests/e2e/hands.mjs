// What tests do on the page again and again.
import { readFile } from 'node:fs/promises'
import { expect } from './helpers.mjs'

/** @typedef {import('@playwright/test').Page} Page */

/**
 * @typedef {object} RunReport
 * @property {string} id
 * @property {number[]} start
 * @property {(number | null)[][]} x
 * @property {(number | null)[]} f
 * @property {{ kind: string, sentence: string }} halt
 */

/** Two runs from one start, quickly done. */
export const LINK = '#v=1&f=quadratic&x0=-4,3&o=gd~rate=0.1;momentum~rate=0.05&n=40&tol=0'

/**
 * Opens a link and waits until its race stands.
 * @param {Page} page
 * @param {string} link
 */
export async function open(page, link = '') {
  await page.goto(`/${link}`)
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
  await expect(page.locator('#step-words')).not.toHaveText('step 0 of 0')
  await expect(page.locator('#plot')).not.toHaveAttribute('data-draft')
}

/**
 * What the page gives away as JSON.
 * @param {Page} page
 * @returns {Promise<{ runs: RunReport[], link: string }>}
 */
export async function report(page) {
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON', exact: true }).click(),
  ])
  await page.getByRole('button', { name: 'Close' }).click()
  return JSON.parse(await readFile(await download.path(), 'utf8'))
}

/**
 * The step that is shown.
 * @param {Page} page
 */
export async function step(page) {
  const text = await page.locator('#step-words').textContent()
  return Number(text?.match(/\d+/)?.[0])
}

/**
 * The middle of an element on the screen.
 * @param {import('@playwright/test').Locator} locator
 */
export async function middle(locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('it is not shown')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/**
 * Waits until nothing on the plot is a draft, and whatever was changed has been drawn.
 * @param {Page} page
 */
export async function atRest(page) {
  await nextFrame(page)
  await expect(page.locator('#plot')).not.toHaveAttribute('data-draft')
  await expect(page.locator('#space')).not.toHaveAttribute('data-draft')
}

/**
 * Waits until the page has drawn what it was told before this.
 * @param {Page} page
 */
export async function nextFrame(page) {
  // A change is drawn in the next frame, and the last parts in the one after it.
  await page.evaluate(async () => {
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)
  })
}

/**
 * How many colours a canvas shows: a blank one has one.
 * @param {Page} page
 * @param {string} id
 */
export async function colours(page, id) {
  return page.evaluate((canvas) => {
    const found = /** @type {HTMLCanvasElement} */ (document.getElementById(canvas))
    const context = /** @type {CanvasRenderingContext2D} */ (found.getContext('2d'))
    const { data } = context.getImageData(0, 0, found.width, found.height)
    return new Set(new Uint32Array(data.buffer)).size
  }, id)
}

/**
 * The pixels of a canvas as a short text: equal pictures have equal texts.
 * @param {Page} page
 * @param {string} id
 */
export async function picture(page, id) {
  return page.evaluate(async (canvas) => {
    const found = /** @type {HTMLCanvasElement} */ (document.getElementById(canvas))
    const bytes = new TextEncoder().encode(found.toDataURL())
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }, id)
}

/**
 * The fragment of the address, as soon as it fits.
 * @param {Page} page
 * @param {RegExp} pattern
 */
export async function expectAddress(page, pattern) {
  await expect.poll(() => new URL(page.url()).hash).toMatch(pattern)
}
