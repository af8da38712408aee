// How much memory the page's wasm modules have, however many there are and wherever they are kept.

/** @typedef {import('@playwright/test').Page} Page */

/**
 * Remembers the memories of all modules that the page will make; before it is opened.
 * @param {Page} page
 */
export async function watchMemories(page) {
  await page.addInitScript(() => {
    /** @type {WebAssembly.Memory[]} */
    const memories = []
    Object.assign(globalThis, { memories })
    for (const name of /** @type {const} */ (['instantiate', 'instantiateStreaming'])) {
      const make = /** @type {Function} */ (WebAssembly[name])
      Object.assign(WebAssembly, {
        async [name](/** @type {unknown[]} */ ...given) {
          const made = await make.apply(WebAssembly, given)
          const { exports } = made.instance ?? made
          memories.push(...Object.values(exports).filter((one) => one instanceof WebAssembly.Memory))
          return made
        },
      })
    }
  })
}

/**
 * Their bytes now.
 * @param {Page} page
 * @returns {Promise<number>}
 */
export async function sizeOfMemories(page) {
  return page.evaluate(() => {
    const { memories } = /** @type {any} */ (globalThis)
    return memories.reduce((/** @type {number} */ sum, /** @type {WebAssembly.Memory} */ one) => sum + one.buffer.byteLength, 0)
  })
}
