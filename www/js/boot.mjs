// Loads the module and the page's own code side by side, then hands over. Where that fails, a sentence says why.
import { failure } from './boot-failure.mjs'

/** @typedef {typeof import('../descent-web.js')} Wasm The module with all its exports. */
/** @typedef {() => Promise<Wasm>} Load Makes an instance of the module that shares nothing with any before. */

/** Taken from here and not from the page, so that pages in other folders find the same files. */
const glue = new URL('../descent-web.js', import.meta.url).href
const binary = new URL('../descent-web_bg.wasm', import.meta.url).href

/** @type {Promise<WebAssembly.Module> | undefined} */
let compiled
let instances = 0
/** @type {Promise<any> | undefined} */
let spare

/**
 * Compiles once; every later instance starts from the compiled module.
 * @returns {Promise<WebAssembly.Module>}
 */
function compile() {
  compiled ??= WebAssembly.compileStreaming(fetch(binary))
  compiled.catch(() => (compiled = undefined))
  return compiled
}

/**
 * The glue keeps one instance for as long as it lives. Another address is another copy of it, with room for another.
 * @returns {Promise<any>}
 */
function nextGlue() {
  instances += 1
  return import(instances === 1 ? glue : `${glue}?instance=${instances}`)
}

/** @type {Load} */
async function load() {
  const [module, wasm] = await Promise.all([compile(), spare ?? nextGlue()])
  await wasm.default({ module_or_path: module })
  // Fetched ahead, for a page without a network can be restarted too.
  spare = nextGlue()
  spare.catch(() => (spare = undefined))
  return wasm
}

try {
  const [wasm, page] = await Promise.all([load(), import('./main.mjs')])
  await page.start(wasm, load)
  document.documentElement.dataset.descent = 'started'
} catch (error) {
  const notice = document.createElement('p')
  notice.setAttribute('role', 'alert')
  notice.textContent = failure(error, typeof WebAssembly === 'object')
  document.body.prepend(notice)
  document.documentElement.dataset.descent = 'failed'
  throw error
}
