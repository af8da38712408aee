// The page as people meet it: how soon it shows a plot, and what a frame costs while it plays and while a start is dragged.
import { test } from '@playwright/test'
import { inFreshBrowser, keep, processes } from './bench/results.mjs'
import { between, CATEGORIES, Trace } from './bench/trace.mjs'

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Browser} Browser */

const url = process.env.DESCENT_URL ?? ''

/** All first-order methods, at rates at which their paths are seen; none ends before its last step. */
const METHODS = [
  ['gd', 1],
  ['momentum', 0.2],
  ['nesterov', 0.2],
  ['adagrad', 20],
  ['adadelta', 100],
  ['rmsprop', 1],
  ['adam', 2],
  ['amsgrad', 2],
  ['adamw', 2],
  ['adamax', 2],
  ['nadam', 2],
  ['radam', 2],
  ['lion', 0.5],
]
/** The functions with a start and the rate of gradient descent. */
const GROUNDS = [
  { id: 'sixhump', start: '1.4,-0.3', rate: 0.02 },
  { id: 'rosenbrock', start: '-1.2,1', rate: 0.001 },
]
/** How often the start is moved in a drag. */
const MOVES = 180
/** How long the page plays, in milliseconds. */
const PLAYED = 5000

/** @param {{ id: string, start: string, rate: number }} ground @param {number} steps */
const link = ({ id, start, rate }, steps) => {
  const runs = METHODS.map(([method, times]) => `${method}~rate=${Number((rate * Number(times)).toPrecision(1))}`)
  return `${url}#v=1&f=${id}&x0=${start}&o=${runs.join(';')}&n=${steps}&tol=0&k=0`
}

for (let number = 1; number <= processes; number++) {
  test(`the page, process ${number}`, async () => {
    /** @type {Record<string, number[]>} */
    const times = { 'first plot': await inFreshBrowser(firstPlot) }
    const browser = await inFreshBrowser(async (page, browser) => {
      for (const ground of GROUNDS) {
        const name = (/** @type {string} */ what) => `${ground.id}: ${what}`
        await open(page, link(ground, 200))
        await dragged(page) // Warms up: the code of a page that was just opened is not optimized yet.
        const drag = await traced(browser, page, () => dragged(page))
        const moves = drag.tasksWith((event) => event.name === 'EventDispatch' && event.args?.data?.type === 'pointermove')
        times[name('drag, main thread')] = between(drag.tasks, moves, 'took')
        times[name('drag, main thread, processor')] = between(drag.tasks, moves, 'worked')
        times[name('drag, script')] = between(drag.script, moves, 'took')

        await open(page, link(ground, 2000))
        await played(page, 1500)
        const play = await traced(browser, page, () => played(page, PLAYED))
        const frames = play.tasksWith((event) => event.name === 'FireAnimationFrame')
        times[name('play, script')] = between(play.script, frames, 'took')
        times[name('play, script, processor')] = between(play.script, frames, 'worked')
        times[name('play, main thread')] = between(play.tasks, frames, 'took')
        times[name('play, task')] = play.tasks.map((task) => task.took)
        times[name('play, task, processor')] = play.tasks.map((task) => task.worked)
        times[name('play, long tasks')] = [await longTasks(page, () => played(page, PLAYED))]

        await dragged(page)
        const long = await traced(browser, page, () => dragged(page))
        times[name('drag 2000, task')] = long.tasks.map((task) => task.took)
        times[name('drag 2000, task, processor')] = long.tasks.map((task) => task.worked)
        times[name('drag 2000, long tasks')] = [await longTasks(page, () => dragged(page))]
      }
      return browser.version()
    })
    await keep('page', number, { times, browser })
  })
}

/**
 * From navigation until the frame with the plot was drawn, in a browser that has never seen the page.
 * @param {Page} page
 */
async function firstPlot(page) {
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype
    // Whoever takes the context of the field draws it at once; a message comes after the frame that shows it.
    const watched = new Proxy(getContext, {
      apply(target, canvas, words) {
        if (canvas.id === 'field') {
          HTMLCanvasElement.prototype.getContext = getContext
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => Object.assign(globalThis, { firstPlot: performance.now() })
            port2.postMessage(null)
          })
        }
        return Reflect.apply(target, canvas, words)
      },
    })
    HTMLCanvasElement.prototype.getContext = watched
  })
  await page.goto(url)
  const seen = await page.waitForFunction(() => /** @type {any} */ (globalThis).firstPlot)
  return [await seen.jsonValue()]
}

/** @param {Page} page @param {string} address */
async function open(page, address) {
  // Another page first: an address that differs in its fragment alone is no navigation.
  await page.goto('about:blank')
  await page.goto(address)
  await page.waitForSelector('html[data-descent=started]')
  await page.locator('#step-words').filter({ hasText: / of (200|2,?000|2.000)$/ }).waitFor()
  await page.waitForTimeout(300)
}

/** @param {Page} page @param {number} milliseconds */
async function played(page, milliseconds) {
  await page.locator('#to-start').evaluate((button) => /** @type {HTMLButtonElement} */ (button).click())
  await page.locator('#play').click()
  await page.waitForTimeout(milliseconds)
  await page.locator('#play').click()
}

/**
 * Drags the start around where it is.
 * @param {Page} page
 */
async function dragged(page) {
  const box = await page.locator('.handle').first().boundingBox()
  if (!box) throw new Error('the start is not on the plot')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let i = 1; i <= MOVES; i++) {
    const angle = (2 * Math.PI * i) / 60
    // Every round another size, and the last move is back at the beginning.
    const radius = i === MOVES ? 0 : 20 + 25 * Math.floor(i / 60)
    await page.mouse.move(x + radius * Math.sin(angle), y + radius * (1 - Math.cos(angle)))
  }
  await page.mouse.up()
}

/**
 * @param {Browser} browser
 * @param {Page} page
 * @param {() => Promise<void>} work
 */
async function traced(browser, page, work) {
  await browser.startTracing(page, { categories: CATEGORIES })
  await work()
  return new Trace(await browser.stopTracing())
}

/**
 * How many tasks took longer than 50 ms meanwhile, as the page itself sees it.
 * @param {Page} page
 * @param {() => Promise<void>} work
 */
async function longTasks(page, work) {
  await page.evaluate(() => {
    const seen = { count: 0 }
    const observer = new PerformanceObserver((list) => (seen.count += list.getEntries().length))
    observer.observe({ type: 'longtask' })
    Object.assign(globalThis, { longTasks: seen })
  })
  await work()
  return page.evaluate(() => /** @type {any} */ (globalThis).longTasks.count)
}
