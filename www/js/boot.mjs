// Starts the page. The module comes in two parts: with the first the plot is drawn, then the second is fetched with all other
// files, and the page comes to life. Code of the second part that is called too early traps; then everything begins anew with both.
// Where something does not arrive, a sentence says so.
import { failure } from './boot-failure.mjs'
import { byId, pixelRatio } from './dom.mjs'
import { begun, drawField, drawRuns, frameOf, keep, letGo, openingStep, rehearse } from './first.mjs'
import { hide } from './hide.mjs'
import { say } from './message.mjs'
import { asked, noticed } from './notices.mjs'
import { inView, pause, seen } from './pause.mjs'
import { inForce, remembered } from './theme.mjs'
import { nameRuns } from './waiting.mjs'

/** @typedef {typeof import('../descent-web.js')} Wasm The module with all its exports. */
/** @typedef {() => Promise<Wasm>} Load Makes an instance of the module that shares nothing with any before. */
/** @typedef {{ wasm: any, exports: any }} Instance */

/** Taken from here and not from the page, so that pages in other folders find the same files. */
const glue = new URL('../descent-web.js', import.meta.url).href
const parts = {
  first: new URL('../descent-web_bg.wasm', import.meta.url).href,
  rest: new URL('../descent-web_rest.wasm', import.meta.url).href,
}

/** The page to be put into other pages has less of its own. */
const inFrame = document.documentElement.dataset.page === 'embed'

/** @type {Partial<Record<keyof typeof parts, Promise<WebAssembly.Module>>>} */
const compiled = {}
let instances = 0
/** @type {Promise<any> | undefined} */
let spare

/**
 * Compiles once; every later instance starts from the compiled module.
 * @param {keyof typeof parts} part
 * @returns {Promise<WebAssembly.Module>}
 */
function compile(part) {
  const module = (compiled[part] ??= WebAssembly.compileStreaming(fetch(parts[part])))
  module.catch(() => delete compiled[part])
  return module
}

/**
 * The glue keeps one instance for as long as it lives. Another address is another copy of it, with room for another.
 * @returns {Promise<any>}
 */
function nextGlue() {
  instances += 1
  return import(instances === 1 ? glue : `${glue}?instance=${instances}`)
}

/**
 * An instance of the first part.
 * @returns {Promise<Instance>}
 */
async function begin() {
  const [module, wasm] = await Promise.all([compile('first'), spare ?? nextGlue()])
  spare = undefined
  return { wasm, exports: await wasm.default({ module_or_path: module }) }
}

/**
 * Adds the second part: it fills the places that the first one left for it.
 * @param {Instance} instance
 */
async function complete({ exports }) {
  await WebAssembly.instantiate(await compile('rest'), { p: exports })
}

/** @type {Load} */
async function load() {
  const instance = await begin()
  await complete(instance)
  // Fetched ahead, for a page without a network can be restarted too.
  spare = nextGlue()
  spare.catch(() => (spare = undefined))
  return instance.wasm
}

/** @param {boolean | null} [dark] what the link says, as soon as it has been read */
function dress(dark = null) {
  const forced = dark === null ? null : dark ? 'dark' : 'light'
  const system = matchMedia('(prefers-color-scheme: dark)').matches
  const theme = inForce({ forced, chosen: remembered(), dark: system })
  document.documentElement.dataset.theme = theme
  return theme === 'dark'
}

/**
 * Shows what stands above the plot, so that the plot is where it will stay.
 * @param {any} reading
 * @param {boolean} fresh
 */
function announce(reading, fresh) {
  const [texts, question] = [reading.notices(), reading.question()]
  const bars = []
  for (let i = 0; i < texts.length; i += 2) bars.push(noticed({ level: texts[i], message: texts[i + 1] }, () => {}))
  if (question && fresh) bars.push(asked(question))
  byId('bars', HTMLDivElement).replaceChildren(...bars)
}

/**
 * Draws the first plot. An experiment that cannot be raced has none.
 * @param {any} wasm
 */
async function draw(wasm) {
  const address = location.href
  const reading = keep(new wasm.Reading(location.hash, location.search))
  const step = openingStep(history.state?.cursor ?? null, reading.step() ?? null, reading.question() !== undefined)
  const dark = dress(reading.dark())
  hide(reading.hide())
  announce(reading, step === null)
  await pause()
  const { race, done } = begun(reading, step ?? 0)
  nameRuns(race.names())
  await pause()
  rehearse(wasm, reading, race, document.createElement('canvas'))
  await pause()
  const { width, height } = byId('plot', HTMLDivElement).getBoundingClientRect()
  const look = { width: Math.round(width), height: Math.round(height), ratio: pixelRatio(), dark }
  const canvas = (/** @type {string} */ id) => byId(id, HTMLCanvasElement)
  const canvases = { field: canvas('field'), paths: canvas('paths'), heads: canvas('heads') }
  const plot = drawField(wasm, reading, race, canvases, look)
  await pause()
  drawRuns(wasm, plot, race, step ?? 0, canvases, look)
  await seen()
  performance.mark('first-plot')
  document.documentElement.dataset.descent = 'drawn'
  if (inFrame) say('drawn')
  return { reading, race, plot, done, frame: frameOf(look), address }
}

/**
 * The first plot, if there can be one: what is wrong with an experiment is said where it can be changed.
 * @param {any} wasm
 */
async function drawIfPossible(wasm) {
  try {
    return await draw(wasm)
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error
    return null
  }
}

/**
 * Asks for everything else: index.html names it, but not as something that a browser would fetch by itself. Answers when the styles are
 * there, or cannot be had.
 */
function fetchRest() {
  const styles = []
  for (const link of document.querySelectorAll('link')) {
    if (link.rel !== 'later') continue
    if (link.as === 'style') styles.push(new Promise((go) => (link.onload = link.onerror = go)))
    link.rel = { style: 'stylesheet', '': 'modulepreload' }[link.as] ?? 'preload'
  }
  return Promise.all(styles)
}

try {
  // A network has a page of its own.
  if (/[#?&]net=/.test(location.search + location.hash)) location.replace(`network.html${location.search}${location.hash}`)
  dress()
  if (inFrame) {
    // As high as what it shows where the page around it asks for that, else as high as the frame.
    if (new URLSearchParams(location.search).get('height') === 'auto') document.documentElement.dataset.fit = 'content'
    // Of many on one page, each begins when it comes into view.
    await inView()
  }
  let instance = await begin()
  let trapped = false
  let drawn = await drawIfPossible(instance.wasm).catch(() => void (trapped = true))
  const styled = fetchRest()
  const main = inFrame ? import('./embed.mjs') : import('./main.mjs')
  const [page] = await Promise.all([main, complete(instance), styled])
  if (trapped) {
    instance = await begin()
    await complete(instance)
    drawn = await drawIfPossible(instance.wasm)
  }
  await pause()
  // Whoever has gone to another link meanwhile gets that one.
  const known = drawn?.address === location.href ? { ...drawn, opened: drawn.reading.opened() } : null
  await page.start(instance.wasm, load, known)
  document.documentElement.dataset.descent = 'started'
  if (!trapped) letGo()
  spare = nextGlue()
  spare.catch(() => (spare = undefined))
} catch (error) {
  const notice = document.createElement('p')
  notice.setAttribute('role', 'alert')
  notice.textContent = failure(error, typeof WebAssembly === 'object', document.documentElement.dataset.descent === 'drawn')
  document.body.prepend(notice)
  document.documentElement.dataset.descent = 'failed'
  throw error
}
