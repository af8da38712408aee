// The page, an experiment in another page and its frame, and a training, in Firefox: they draw, play, share and learn, and nothing is in the console. Started by
// `cargo xtask test firefox`, which says where the page is (DESCENT_URL, DESCENT_HOST_URL at another origin) and where Firefox.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from 'puppeteer-core'
import { halves } from '../e2e/npz.mjs'

const { DESCENT_URL: home, DESCENT_HOST_URL: other, DESCENT_FIREFOX: executablePath } = process.env
if (!home || !other || !executablePath) throw new Error('this test is started by: cargo xtask test firefox')

const LINK = 'v=1&f=quadratic&x0=-4,3&o=gd~rate=0.15;momentum~rate=0.05&n=40&tol=0'
const folder = await mkdtemp(join(tmpdir(), 'descent-'))
const browser = await launch({ browser: 'firefox', executablePath, headless: true })

/**
 * A page of its own whose console is to stay empty.
 * @param {string} name
 * @param {(page: import('puppeteer-core').Page) => Promise<void>} test
 */
async function on(name, test) {
  const page = await browser.newPage()
  const faults = []
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  try {
    await page.setViewport({ width: 1440, height: 900 })
    await test(page)
    assert.deepEqual(faults, [], 'nothing in the console')
    console.log(`  ✓ ${name}`)
  } catch (error) {
    console.error(`  ✘ ${name}`)
    throw error
  } finally {
    await page.close()
  }
}

/** @param {import('puppeteer-core').Page | import('puppeteer-core').Frame} page */
const started = (page) => page.waitForSelector('html[data-descent="started"]')

/** How many colours a canvas shows. @param {import('puppeteer-core').Page | import('puppeteer-core').Frame} page @param {string} id */
const colours = (page, id) =>
  page.evaluate((id) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById(id))
    const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(0, 0, canvas.width, canvas.height)
    return new Set(new Uint32Array(data.buffer)).size
  }, id)

/** @param {import('puppeteer-core').Page | import('puppeteer-core').Frame} page */
const words = (page) => page.$eval('#step-words', (one) => one.textContent)

/** Draws, and plays to the end. @param {import('puppeteer-core').Page | import('puppeteer-core').Frame} page */
async function plays(page) {
  await started(page)
  assert.ok((await colours(page, 'field')) > 50, 'the field is drawn')
  assert.equal(await words(page), 'step 0 of 40')
  await page.$eval('#play', (one) => /** @type {HTMLElement} */ (one).click())
  await page.waitForFunction(() => document.getElementById('step-words')?.textContent === 'step 40 of 40')
  assert.ok((await colours(page, 'paths')) > 5, 'the paths are drawn')
}

const notes = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(
    `<!doctype html><title>Notes</title><link rel="icon" href="data:,"><script src="${home}descent-lab.js" defer></script>
    <descent-lab experiment="${LINK.replaceAll('&', '&amp;')}"></descent-lab>`,
  )
})

try {
  await on('the page draws and plays', async (page) => {
    await page.goto(`${home}#${LINK}`)
    await plays(page)
  })
  await on('the page shares', async (page) => {
    await page.goto(`${home}#${LINK}`)
    await started(page)
    await page.click('#share')
    await page.waitForSelector('#share-dialog[open]')
    assert.equal(await page.$eval('#share-text', (one) => /** @type {HTMLTextAreaElement} */ (one).value), `${home}#${LINK}`)
  })
  await on('the frame draws and plays', async (page) => {
    await page.goto(`${home}embed.html#${LINK}`)
    await plays(page)
  })
  await on('the element draws and plays in somebody else’s page', async (page) => {
    await new Promise((go) => notes.listen(0, 'localhost', () => go(null)))
    const at = notes.address()
    await page.goto(`http://localhost:${typeof at === 'object' ? at?.port : ''}/`)
    const frame = await page.waitForFrame((frame) => frame.url().includes('embed.html'))
    await plays(frame)
  })
  await on('a network learns what a file brings', async (page) => {
    const file = join(folder, 'halves.npz')
    await writeFile(file, halves())
    await page.goto(`${home}network.html#v=1&net=8&o=adam~rate=0.01;momentum~rate=0.05&batch=50&epochs=5`)
    await started(page)
    const input = /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (await page.waitForSelector('#files'))
    await input.uploadFile(file)
    await page.waitForFunction(() => document.querySelector('#data .about')?.textContent?.includes('400 examples to train on'))
    await page.$eval('#go', (one) => /** @type {HTMLElement} */ (one).click())
    await page.waitForFunction(() => document.getElementById('drive-words')?.textContent === 'All runs have ended')
    const reached = await page.$$eval('.tests tbody td:nth-child(2)', (cells) => cells.map((cell) => Number(cell.textContent)))
    assert.deepEqual(reached, [1, 1])
    assert.ok(await page.$eval('#curves', (one) => one.querySelectorAll('canvas').length > 0), 'curves are drawn')
  })
} finally {
  await rm(folder, { recursive: true, force: true })
  notes.close()
  notes.closeAllConnections()
  await browser.close()
}
