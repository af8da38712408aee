// Puts the page together: `start` is called once, with the wasm module ready.

import { add } from './add.mjs'
import { address, open } from './address.mjs'
import { budget } from './budget.mjs'
import { charts } from './charts.mjs'
import { chips } from './chips.mjs'
import { data } from './data.mjs'
import { byId, setText } from './dom.mjs'
import { Engine } from './engine.mjs'
import { hide } from './hide.mjs'
import { keys } from './keys.mjs'
import { layers } from './layers.mjs'
import { minimize } from './minimize.mjs'
import { notices } from './notices.mjs'
import { createPage } from './page.mjs'
import { pause } from './pause.mjs'
import { player } from './player.mjs'
import { plot } from './plot.mjs'
import { presets } from './presets.mjs'
import { racer } from './racer.mjs'
import { reading } from './reading.mjs'
import { runs } from './runs.mjs'
import { space } from './space.mjs'
import { initial } from './state.mjs'
import { createStore } from './store.mjs'
import { tabs } from './tabs.mjs'
import { remembered, theme } from './theme.mjs'
import { timeline } from './timeline.mjs'

/**
 * Fills the page, a part at a time. The boot hands over the first instance of the module with what it drew, and the way to another
 * one after a panic.
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
  open(page, history.state?.cursor ?? null, true, opened)

  const restart = async () => {
    engine.begin(await load())
    store.dispatch({ type: 'recovered' })
  }
  // The racer comes first: all others show what it has computed. From here on another address is not missed.
  racer(page)
  address(page)
  const parts = [
    () => theme(page),
    () => tabs(page),
    () => notices(page, byId('bars', HTMLDivElement), restart),
    () => plot(page),
    () => space(page),
    () => layers(page),
    () => timeline(page),
    () => presets(page, byId('presets', HTMLSelectElement)),
    () => minimize(page, byId('minimize', HTMLDivElement)),
    () => runs(page, byId('runs', HTMLOListElement), byId('column-name', HTMLSpanElement)),
    () => add(page, byId('add', HTMLDivElement)),
    () => budget(page, byId('budget', HTMLDivElement)),
    () => charts(page),
    () => reading(page, byId('reading', HTMLDivElement)),
    () => chips(page, byId('chips', HTMLUListElement)),
    () => data(page),
    () => keys(page),
    () => player(page),
    () => headline(page),
  ]
  for (const part of parts) {
    part()
    await pause()
  }
}

/**
 * The title above the page and in the tab, and what is said to those who cannot see.
 * @param {import('./page.mjs').Page} page
 */
function headline(page) {
  const { engine, store } = page
  const said = byId('said', HTMLParagraphElement)
  const line = byId('headline', HTMLParagraphElement)
  /** @param {import('./types.d.ts').State} now @param {import('./types.d.ts').State} before */
  const render = (now, before) => {
    if (now.experiment.hide !== before.experiment.hide) hide(now.experiment.hide)
    if (before.playing && !now.playing && now.cursor >= now.race.last && now.race.done) announce(page)
    setText(said, now.said)
    setText(line, now.experiment.title ?? '')
    const name = now.experiment.title ?? engine.title(now.experiment)
    if (document.title !== `${name} – Descent`) document.title = `${name} – Descent`
  }
  store.subscribe(render)
  render(store.get(), store.get())
}

/**
 * Says how the race ended.
 * @param {import('./page.mjs').Page} page
 */
function announce({ engine, store }) {
  const words = engine.infos.map((info) => `${info.label}: ${info.verdict}`)
  store.dispatch({ type: 'said', words: `The race has ended. ${words.join('. ')}` })
}
