// What the whole page and the one in a frame begin with: the state, the engine, and the experiment of the address.

import { open } from './address.mjs'
import { Engine } from './engine.mjs'
import { hide } from './hide.mjs'
import { createPage } from './page.mjs'
import { pause } from './pause.mjs'
import { initial } from './state.mjs'
import { createStore } from './store.mjs'
import { remembered } from './theme.mjs'

/**
 * Opens what the address says, or goes on with what the boot has drawn.
 * @param {any} wasm the exports of the module's glue, initialized
 * @param {() => Promise<any>} load makes another instance
 * @param {import('./first.mjs').Drawn | null} drawn
 * @param {{ cursor: number | null, play: boolean, predict?: boolean }} manner where the cursor stands, whether a race that asks nothing plays by
 *   itself, and whether the page around it has asked for a prediction
 */
export function begin(wasm, load, drawn, { cursor, play, predict = false }) {
  /** @type {import('./types.d.ts').Store} */
  let store
  const engine = new Engine(wasm, (message) => store.dispatch({ type: 'crashed', message }), drawn)
  const opened = drawn?.opened ?? engine.open(location.hash, location.search)
  store = createStore(initial(opened.experiment, remembered(), predict))
  const page = createPage(store, engine)
  hide(opened.experiment.hide)
  open(page, cursor, play, opened)
  /** After a panic: the experiment goes on with another instance. */
  const restart = async () => {
    engine.begin(await load())
    store.dispatch({ type: 'recovered' })
  }
  return { page, restart }
}

/**
 * Starts the parts of the page one after the other; what is drawn meanwhile does not wait for them.
 * @param {(() => void)[]} parts
 */
export async function fill(parts) {
  for (const part of parts) {
    part()
    await pause()
  }
}
