// Puts the page of networks together.

import { copyOn } from '../copy.mjs'
import { byId, setText } from '../dom.mjs'
import { asked, noticed } from '../notices.mjs'
import { remembered, theme } from '../theme.mjs'
import { curves } from './curves.mjs'
import { data } from './data.mjs'
import { drive } from './drive.mjs'
import { Engine } from './engine.mjs'
import { inside } from './inside.mjs'
import { results } from './results.mjs'
import { runs } from './runs.mjs'
import { settings } from './settings.mjs'
import { createStore } from './store.mjs'

/** The address is written when the experiment has stood for so many milliseconds. */
const PAUSE = 300

/**
 * @param {any} wasm the exports of the module's glue, initialized
 * @param {WebAssembly.Module} module for the workers
 */
export function start(wasm, module) {
  const engine = new Engine(wasm)
  const { experiment, notices } = engine.open(location.hash, location.search)
  const store = createStore(initial(experiment, notices, remembered()))
  engine.adopt(experiment, store.get().looks)

  /** @type {import('./types.d.ts').Page} */
  const page = {
    engine,
    store,
    edit(next, { path, text = '', order }) {
      const fault = engine.attempt(next)
      if (fault) {
        page.refuse(path, text, fault.message)
        return false
      }
      const state = store.get()
      const { [path]: _, ...rest } = state.drafts
      const { looks, hidden, chosen, open } = moved(state, next, order)
      engine.adopt(next, looks)
      // What only changes the view leaves the training as it is.
      const same = substance(engine, next) === substance(engine, state.experiment)
      const status = same || state.status === 'empty' ? state.status : state.status === 'ready' ? 'ready' : 'stale'
      store.set({ experiment: next, drafts: order ? {} : rest, looks, hidden, chosen, open, status })
      return true
    },
    put(key, text) {
      const { experiment: next, fault } = engine.edited(store.get().experiment, key, text)
      if (!next) {
        page.refuse(key, text, fault?.message ?? '')
        return false
      }
      return page.edit(next, { path: key, text })
    },
    refuse(path, text, message) {
      store.set({ drafts: { ...store.get().drafts, [path]: { path, text, message, column: null } } })
    },
  }

  theme(/** @type {any} */ (page))
  bars(page)
  address(page)
  const desk = data(page, module)
  /** Looking inside asks workers, which answer there. */
  const looking = inside(page, (run, type) => ask(run, type))
  const { restart, ask } = drive(page, module, looking.take)
  curves(page)
  runs(page, restart)
  settings(page)
  results(page)
  const said = byId('said', HTMLParagraphElement)
  store.subscribe((now) => setText(said, now.said))
  desk.open()
}

/**
 * @param {import('./types.d.ts').Experiment} experiment
 * @param {import('../types.d.ts').Notice[]} notices
 * @param {'light' | 'dark' | null} chosen
 * @returns {import('./types.d.ts').State}
 */
export function initial(experiment, notices, chosen) {
  return {
    experiment,
    notices,
    drafts: {},
    looks: experiment.o.map((_, run) => run),
    hidden: experiment.o.map(() => false),
    open: null,
    chosen: 0,
    theme: chosen,
    said: '',
    status: 'empty',
    known: null,
    fault: null,
    ends: [],
    broken: [],
    size: null,
    news: 0,
    see: ['loss', 'val-loss', 'accuracy', 'val-accuracy'],
    linear: [],
    smoothing: 0.8,
    inside: 'wrong',
    hover: null,
  }
}

/**
 * What belongs to runs when they move: each keeps its look.
 * @param {import('./types.d.ts').State} state
 * @param {import('./types.d.ts').Experiment} next
 * @param {number[]} [order] the old index of each new run
 */
function moved({ looks, hidden, chosen, open }, next, order = next.o.map((_, run) => run)) {
  /** @type {number[]} */
  const own = []
  order.forEach((from, run) => {
    const old = looks[from]
    const free = () => Array.from({ length: 64 }, (_, i) => i).find((i) => !own.includes(i) && !looks.includes(i)) ?? run
    own.push(old === undefined || own.includes(old) ? free() : old)
  })
  return {
    looks: own,
    hidden: order.map((from, run) => (order.indexOf(from) === run ? (hidden[from] ?? false) : false)),
    chosen: Math.min(chosen, next.o.length - 1),
    open: open !== null && open < next.o.length ? open : null,
  }
}

/** What a training depends on, as a text. @param {Engine} engine @param {import('./types.d.ts').Experiment} experiment */
function substance(engine, experiment) {
  return engine.write({ ...experiment, axis: 'epochs', theme: null, title: null, ask: null })
}

/** Notices of the link, and the question. @param {import('./types.d.ts').Page} page */
function bars({ store }) {
  const root = byId('bars', HTMLDivElement)
  const render = () => {
    const { notices, experiment, status } = store.get()
    const said = notices.map((notice, i) => noticed(notice, () => store.set({ notices: notices.filter((_, j) => j !== i) })))
    const ask = experiment.ask && (status === 'empty' || status === 'ready') ? [asked(experiment.ask)] : []
    root.replaceChildren(...said, ...ask)
    setText(byId('headline', HTMLHeadingElement), experiment.title ?? 'Networks: the same methods train digits')
  }
  store.subscribe((now, before) => {
    if (now.notices !== before.notices || now.experiment !== before.experiment || now.status !== before.status) render()
  })
  render()
}

/** The address bar is the experiment, once something has been changed. @param {import('./types.d.ts').Page} page */
function address(page) {
  const { engine, store } = page
  const link = () => `${location.pathname}#${engine.write(store.get().experiment)}`
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting
  store.subscribe((now, before) => {
    if (now.experiment === before.experiment) return
    clearTimeout(waiting)
    waiting = setTimeout(() => history.replaceState(null, '', link()), PAUSE)
  })
  // Another link in the address bar is another page.
  addEventListener('hashchange', () => location.reload())
  copyOn(/** @type {any} */ (page), byId('copy', HTMLButtonElement), () => new URL(link(), location.href).href)
}
