// The page as people meet it: how soon it shows a plot, what a frame costs while it plays, while a start is dragged and while
// the view moves, and whether its memory stays where it is.
import { test } from '@playwright/test'
import { inFreshBrowser, keep, processes } from './bench/results.mjs'
import { between, CATEGORIES, Trace, untilDrawn } from './bench/trace.mjs'
import { sizeOfMemories, watchMemories } from './memory.mjs'

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
const CAMEL = { id: 'sixhump', start: '1.4,-0.3', rate: 0.02 }
const GROUNDS = [
  CAMEL,
  { id: 'rosenbrock', start: '-1.2,1', rate: 0.001 },
]
/** Where the ground is the most work. */
const WAVES = { id: 'rastrigin', start: '2.2,-1.7', rate: 0.002 }
/** Mini-batch runs on a hundred thousand examples. */
const SUMS = `${url}#v=1&data=line~n=100000&o=${[1, 10, 100, 1000].flatMap((m) => ['gd', 'adam~rate=0.05', 'momentum~rate=0.01'].map((run) => `${run}~batch=${m}`)).join(';')}&n=200&tol=0`
/** How often the start is moved in a drag. */
const MOVES = 180
/** How long the page plays, in milliseconds. */
const PLAYED = 5000
/** After so many recomputations memory is looked at; fewer where only a first look is wanted. */
const RECOMPUTED = processes > 1 ? [1000, 10_000] : [200, 1000]

/** @param {{ id: string, start: string, rate: number }} ground @param {number} steps */
const link = ({ id, start, rate }, steps) => {
  const runs = METHODS.map(([method, times]) => `${method}~rate=${Number((rate * Number(times)).toPrecision(1))}`)
  return `${url}#v=1&f=${id}&x0=${start}&o=${runs.join(';')}&n=${steps}&tol=0&k=${steps}`
}

/** A step of BFGS taken apart, with its arrows and its model on the plot and its search beside it, while twelve others race. */
const LOOKED = `${link(CAMEL, 2000).replace('&o=gd~rate=0.02;', '&o=bfgs;').replace('&k=2000', '&k=3')}&see=contour,heat,points,curvature,step,model,loss,rate,inspector`

for (let number = 1; number <= processes; number++) {
  test(`the page, process ${number}`, async () => {
    /** @type {Record<string, number[]>} */
    const times = {
      'first plot': await inFreshBrowser((page) => firstPlot(page, '')),
      'first plot in a frame': await inFreshBrowser((page) => firstPlot(page, 'embed.html')),
    }
    if (number === 1) Object.assign(times, await inFreshBrowser(memory))
    const browser = await inFreshBrowser(async (page, browser) => {
      for (const ground of GROUNDS) {
        const name = (/** @type {string} */ what) => `${ground.id}: ${what}`
        await open(page, link(ground, 200))
        await dragged(page) // Warms up: the code of a page that was just opened is not optimized yet.
        const drag = await traced(browser, page, () => dragged(page))
        Object.assign(times, moved(drag, 'pointermove', name('drag')))
        times[name('drag, script')] = between(drag.script, drag.tasksWith(isMove('pointermove')), 'took')

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
      for (const ground of [...GROUNDS, WAVES]) {
        await open(page, link(ground, 200))
        for (const [what, type, move] of /** @type {const} */ ([
          ['pan', 'pointermove', panned],
          ['zoom', 'wheel', zoomed],
        ])) {
          await move(page)
          const trace = await traced(browser, page, () => move(page))
          Object.assign(times, moved(trace, type, `${ground.id}: ${what}`))
          times[`${ground.id}: ${what}, task`] = trace.tasks.map((task) => task.took)
        }
      }
      await open(page, SUMS)
      await played(page, 1500)
      times['data: play, frame'] = await frames(page, () => played(page, PLAYED))
      return browser.version()
    })
    await keep('page', number, { times, browser })
  })

  test(`the page looked into, process ${number}`, async () => {
    /** @type {Record<string, number[]>} */
    const times = {}
    const browser = await inFreshBrowser(async (page, browser) => {
      for (const [name, text, act] of /** @type {const} */ ([
        ['surface', `${link(CAMEL, 2000)}&see=points,surface,loss`, turned],
        ['both', `${link(CAMEL, 2000)}&see=contour,heat,points,surface,loss,inspector`, dragged],
        ['inspector', LOOKED, dragged],
      ])) {
        await open(page, text)
        await played(page, 1500)
        const play = await traced(browser, page, () => played(page, PLAYED))
        const drawings = play.tasksWith((event) => event.name === 'FireAnimationFrame')
        times[`${name}: play, script`] = between(play.script, drawings, 'took')
        times[`${name}: play, script, processor`] = between(play.script, drawings, 'worked')
        times[`${name}: play, frame`] = await frames(page, () => played(page, PLAYED))
        times[`${name}: play, long tasks`] = [await longTasks(page, () => played(page, PLAYED))]
        await act(page)
        const hand = await traced(browser, page, () => act(page))
        times[`${name}: hand, task`] = hand.tasks.map((task) => task.took)
        times[`${name}: hand, task, processor`] = hand.tasks.map((task) => task.worked)
        Object.assign(times, moved(hand, 'pointermove', `${name}: hand`))
        times[`${name}: hand, frame`] = await frames(page, () => act(page))
        times[`${name}: hand, long tasks`] = [await longTasks(page, () => act(page))]
      }
      return browser.version()
    })
    await keep('looked', number, { times, browser })
  })
}

/**
 * From navigation until the frame with the plot was drawn, in a browser that has never seen the page.
 * @param {Page} page
 * @param {string} path
 */
async function firstPlot(page, path) {
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
  await page.goto(url + path)
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
  // Where only the surface is seen the plot is there, but hidden.
  await page.locator('#plot:not([data-draft])').waitFor({ state: 'attached' })
}

/** @param {string} type @returns {(event: { name: string, args?: any }) => boolean} */
const isMove = (type) => (event) => event.name === 'EventDispatch' && event.args?.data?.type === type

/**
 * What the main thread did for each event of the hand until it was drawn.
 * @param {Trace} trace
 * @param {string} type
 * @param {string} name
 */
function moved(trace, type, name) {
  const moves = trace.tasksWith(isMove(type))
  const frames = trace.tasksWith((event) => event.name === 'FireAnimationFrame')
  return {
    [`${name}, main thread`]: untilDrawn(trace.tasks, moves, frames, 'took'),
    [`${name}, main thread, processor`]: untilDrawn(trace.tasks, moves, frames, 'worked'),
  }
}

/**
 * The wasm memory and the JavaScript heap, in bytes, after many recomputations by the page's own hands.
 * @param {Page} page
 */
async function memory(page) {
  await watchMemories(page)
  await open(page, link(CAMEL, 200))
  const client = await page.context().newCDPSession(page)
  /** @type {Record<string, number[]>} */
  const sizes = {}
  let made = 0
  for (const [i, times] of RECOMPUTED.entries()) {
    await recomputed(page, times - made)
    made = times
    await client.send('HeapProfiler.collectGarbage')
    const { usedSize } = await client.send('Runtime.getHeapUsage')
    sizes[`memory ${i}, wasm`] = [await sizeOfMemories(page)]
    sizes[`memory ${i}, heap`] = [usedSize]
    sizes[`memory ${i}, recomputations`] = [times]
  }
  return sizes
}

/**
 * Drags the start so many frames long: each is a race computed anew and drawn.
 * @param {Page} page
 * @param {number} times
 */
async function recomputed(page, times) {
  await page.evaluate(async (count) => {
    const handle = /** @type {HTMLElement} */ (document.querySelector('.handle'))
    const box = handle.getBoundingClientRect()
    const send = (/** @type {string} */ type, /** @type {number} */ dx, /** @type {number} */ dy) => {
      const [clientX, clientY] = [box.x + box.width / 2 + dx, box.y + box.height / 2 + dy]
      handle.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, isPrimary: true, clientX, clientY }))
    }
    // A pointer that is no hand cannot be captured.
    handle.setPointerCapture = () => {}
    send('pointerdown', 0, 0)
    for (let i = 1; i <= count; i++) {
      send('pointermove', 60 * Math.sin(i / 7), 60 * Math.cos(i / 11))
      await new Promise(requestAnimationFrame)
    }
    send('lostpointercapture', 0, 0)
  }, times)
}

/** @param {Page} page @param {number} milliseconds */
async function played(page, milliseconds) {
  await page.locator('#to-start').evaluate((button) => /** @type {HTMLButtonElement} */ (button).click())
  await page.locator('#play').click()
  await page.waitForTimeout(milliseconds)
  await page.locator('#play').click()
}

/**
 * The milliseconds between frames while something is done.
 * @param {Page} page
 * @param {() => Promise<void>} act
 * @returns {Promise<number[]>}
 */
async function frames(page, act) {
  await page.evaluate(() => {
    const seen = /** @type {number[]} */ ([])
    Object.assign(globalThis, { frames: seen })
    const note = (/** @type {number} */ now) => {
      if (/** @type {any} */ (globalThis).frames !== seen) return
      seen.push(now)
      requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
  })
  await act()
  return page.evaluate(() => {
    const times = /** @type {number[]} */ (/** @type {any} */ (globalThis).frames)
    Object.assign(globalThis, { frames: null })
    return times.slice(1).map((time, i) => time - (times[i] ?? time))
  })
}

/**
 * Turns the surface about and back.
 * @param {Page} page
 */
async function turned(page) {
  const box = await page.locator('#space').boundingBox()
  if (!box) throw new Error('there is no surface')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let i = 1; i <= MOVES; i++) await page.mouse.move(x + 120 * Math.sin((2 * Math.PI * i) / 90), y + 40 * Math.sin((2 * Math.PI * i) / 60))
  await page.mouse.up()
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
 * Moves the view about and back.
 * @param {Page} page
 */
async function panned(page) {
  const [x, y] = await corner(page)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let i = 1; i <= MOVES / 2; i++) {
    await page.mouse.move(x - 80 * Math.sin((2 * Math.PI * i) / 60), y - 60 * Math.sin((2 * Math.PI * i) / 45))
  }
  await page.mouse.up()
  await page.locator('#plot:not([data-draft])').waitFor()
}

/**
 * Zooms in and out again.
 * @param {Page} page
 */
async function zoomed(page) {
  const [x, y] = await corner(page)
  await page.mouse.move(x, y)
  await page.keyboard.down('Control')
  for (let i = 0; i < MOVES / 3; i++) await page.mouse.wheel(0, i % 20 < 10 ? -60 : 60)
  await page.keyboard.up('Control')
  await page.locator('#plot:not([data-draft])').waitFor()
}

/**
 * A place on the plot where nothing is.
 * @param {Page} page
 */
async function corner(page) {
  const box = await page.locator('#plot').boundingBox()
  if (!box) throw new Error('there is no plot')
  return /** @type {const} */ ([box.x + 0.85 * box.width, box.y + 0.85 * box.height])
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
