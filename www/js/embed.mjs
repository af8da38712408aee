// Puts together the page that other pages show in a frame: the plot and its timeline, and what the link leaves. The panels come when the
// reader opens one. Nothing is stored, and the history is that of the page around it.

import { chips } from './chips.mjs'
import { open } from './address.mjs'
import { copyOn } from './copy.mjs'
import { byId } from './dom.mjs'
import { Engine } from './engine.mjs'
import { folds } from './folds.mjs'
import { headline } from './headline.mjs'
import { height } from './height.mjs'
import { hide } from './hide.mjs'
import { keys } from './keys.mjs'
import { layers } from './layers.mjs'
import { notices } from './notices.mjs'
import { createPage } from './page.mjs'
import { pause } from './pause.mjs'
import { player } from './player.mjs'
import { plot } from './plot.mjs'
import { racer } from './racer.mjs'
import { space } from './space.mjs'
import { initial } from './state.mjs'
import { createStore } from './store.mjs'
import { talk } from './talk.mjs'
import { remembered, themed } from './theme.mjs'
import { timeline } from './timeline.mjs'

/**
 * @param {any} wasm the exports of the module's glue, initialized
 * @param {() => Promise<any>} load makes another instance
 * @param {import('./first.mjs').Drawn | null} drawn
 */
export async function start(wasm, load, drawn) {
  /** @type {import('./types.d.ts').Store} */
  let store
  const engine = new Engine(wasm, (message) => store.dispatch({ type: 'crashed', message }), drawn)
  const opened = drawn?.opened ?? engine.open(location.hash, location.search)
  store = createStore(initial(opened.experiment, remembered()))
  const page = createPage(store, engine)
  hide(opened.experiment.hide)
  // What nobody has asked for does not move in somebody else's page.
  open(page, null, false, opened)
  addEventListener('hashchange', () => open(page, null, false))

  const restart = async () => {
    engine.begin(await load())
    store.dispatch({ type: 'recovered' })
  }
  racer(page)
  const parts = [
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
  ]
  for (const part of parts) {
    part()
    await pause()
  }
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
