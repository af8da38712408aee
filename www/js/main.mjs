// Puts the page together: `start` is called once, with the wasm module ready.

import { address } from './address.mjs'
import { begin, fill } from './begin.mjs'
import { chips } from './chips.mjs'
import { data } from './data.mjs'
import { byId } from './dom.mjs'
import { headline } from './headline.mjs'
import { keys, memory } from './keys.mjs'
import { layers } from './layers.mjs'
import { notices } from './notices.mjs'
import { offline } from './offline.mjs'
import { panels } from './panels.mjs'
import { player } from './player.mjs'
import { plot } from './plot.mjs'
import { presets } from './presets.mjs'
import { racer } from './racer.mjs'
import { space } from './space.mjs'
import { tabs } from './tabs.mjs'
import { theme } from './theme.mjs'
import { timeline } from './timeline.mjs'

/**
 * Fills the page, a part at a time. The boot hands over the first instance of the module with what it drew, and the way to another
 * one after a panic.
 * @param {any} wasm the exports of the module's glue, initialized
 * @param {() => Promise<any>} load makes another instance
 * @param {import('./first.mjs').Drawn | null} drawn
 */
export async function start(wasm, load, drawn) {
  const { page, restart } = begin(wasm, load, drawn, { cursor: history.state?.cursor ?? null, play: true })
  // The racer comes first: all others show what it has computed. From here on another address is not missed.
  racer(page)
  address(page)
  await fill([
    () => theme(page),
    () => tabs(page),
    () => notices(page, byId('bars', HTMLDivElement), restart),
    () => plot(page),
    () => space(page),
    () => layers(page),
    () => timeline(page),
    () => presets(page, byId('presets', HTMLSelectElement)),
    ...panels(page),
    () => chips(page, byId('chips', HTMLUListElement)),
    () => data(page),
    () => keys(page),
    () => memory(page),
    () => player(page),
    () => headline(page),
    () => sharing(page),
    () => offline(),
  ])
}

/** The button of the dialog that is loaded when it opens. @param {import('./page.mjs').Page} page */
function sharing(page) {
  /** @type {Promise<() => void> | null} */
  let opening = null
  byId('share', HTMLButtonElement).addEventListener('click', async () => {
    opening ??= import('./share.mjs').then(({ share }) => share(page))
    try {
      const open = await opening
      open()
    } catch {
      opening = null
      page.store.dispatch({ type: 'said', words: 'The dialog did not arrive. Try again when the connection is back.' })
    }
  })
}
