// Puts together the page that other pages show in a frame: the plot and its timeline, and what the link leaves. The panels come when the
// reader opens one. Nothing is stored, and the history is that of the page around it.

import { open } from './address.mjs'
import { begin, fill } from './begin.mjs'
import { chips } from './chips.mjs'
import { copyOn } from './copy.mjs'
import { byId } from './dom.mjs'
import { folds } from './folds.mjs'
import { headline } from './headline.mjs'
import { height } from './height.mjs'
import { keys } from './keys.mjs'
import { layers } from './layers.mjs'
import { notices } from './notices.mjs'
import { player } from './player.mjs'
import { plot } from './plot.mjs'
import { racer } from './racer.mjs'
import { space } from './space.mjs'
import { talk } from './talk.mjs'
import { themed } from './theme.mjs'
import { timeline } from './timeline.mjs'

/**
 * @param {any} wasm the exports of the module's glue, initialized
 * @param {() => Promise<any>} load makes another instance
 * @param {import('./first.mjs').Drawn | null} drawn
 */
export async function start(wasm, load, drawn) {
  // What nobody has asked for does not move in somebody else's page.
  const { page, restart } = begin(wasm, load, drawn, { cursor: null, play: false, predict: new URLSearchParams(location.search).get('predict') === 'true' })
  addEventListener('hashchange', () => open(page, null, false))
  racer(page)
  await fill([
    () => themed(page),
    () => notices(page, byId('bars', HTMLDivElement), restart),
    () => plot(page),
    () => space(page),
    () => layers(page),
    () => timeline(page),
    () => chips(page, byId('chips', HTMLUListElement)),
    () => keys(page),
    () => player(page),
    () => headline(page),
    () => links(page),
    () => folds(page),
    () => talk(page),
    () => height(),
  ])
}

/** The ways out of the frame. @param {import('./page.mjs').Page} page */
function links(page) {
  const { engine, store } = page
  const link = () => new URL(`./#${engine.write(store.get().experiment)}`, location.href).href
  const full = byId('full', HTMLAnchorElement)
  const update = () => {
    full.href = link()
  }
  // Written when somebody is about to follow it: writing takes longer than drawing a frame.
  for (const event of ['pointerenter', 'focus', 'click', 'contextmenu']) full.addEventListener(event, update)
  update()
  copyOn(page, byId('copy', HTMLButtonElement), link)
}
