// The charts, one below the other along one x-axis: which of them are shown, and what they share.

import { below } from './below.mjs'
import { chart } from './chart.mjs'
import { byId, el, pixelRatio, resize, setAttr, setText } from './dom.mjs'
import { dataOf, toggled } from './experiment.mjs'
import { nth } from './lists.mjs'
import { isAsking } from './state.mjs'

/** @typedef {import('./types.d.ts').State} State */

/** Growing charts are drawn again after this many milliseconds at the earliest. */
const PAUSE = 300

/** @param {import('./page.mjs').Page} page */
export function charts(page) {
  const { engine, store } = page
  const root = byId('charts', HTMLDivElement)
  const panel = byId('panel-results', HTMLElement)
  // Curves would answer a question before anybody has predicted anything.
  root.before(el('p', { class: 'hint veil' }, 'Curves come with the race.'))
  const unit = byId('charts-unit', HTMLSpanElement)
  const { quantities, along, layers } = engine.catalog
  const all = layers.filter(({ id }) => quantities.some((quantity) => quantity.layer === id)).map((layer) => ({ layer, part: chart(page, layer) }))
  const size = { width: 0, height: 0, ratio: 1 }
  const drawn = { list: '?', set: '', curves: '', cursor: '', time: -PAUSE }

  /** @param {string} text @param {string} title @param {() => void} onclick */
  const button = (text, title, onclick) => el('button', { type: 'button', title, onclick }, text)
  const switches = all.map(({ layer: { id, name, about } }) =>
    button(name, about, () => store.dispatch({ type: 'layered', see: toggled(store.get().experiment, id) })),
  )
  byId('charts-shown', HTMLDivElement).append(...switches)
  const ways = along.map(({ id, word, about }) =>
    button(word, about, () => page.edit({ ...store.get().experiment, axis: id }, { path: 'axis' })),
  )
  /** Where there is no data nobody counts examples. @param {State} state */
  const offer = ({ experiment }) =>
    along.forEach(({ id, data }, i) => {
      nth(ways, i).hidden = data && !dataOf(experiment) && experiment.axis !== id
    })
  offer(store.get())
  byId('charts-along', HTMLDivElement).append(...ways)

  /** @param {string} id @param {() => number[] | null} zoom */
  const zoomer = (id, zoom) => {
    const found = byId(id, HTMLButtonElement)
    found.addEventListener('click', () => store.dispatch({ type: 'magnified', zoom: zoom() }))
    return found
  }
  const at = () => Math.floor(store.get().cursor)
  zoomer('charts-closer', () => engine.charts.zoomed(at(), 1.5))
  const further = zoomer('charts-further', () => engine.charts.zoomed(at(), 1 / 1.5))
  const whole = zoomer('charts-whole', () => null)

  /** Those that are shown. @param {State} state */
  const seen = ({ experiment }) => all.filter(({ layer }) => experiment.see.includes(layer.id)).map(({ part }) => part)

  /** The size of the charts as they stand now. @param {ReturnType<typeof seen>} parts */
  function measure([first, ...others]) {
    if (!first) return
    Object.assign(size, { width: first.root.clientWidth, height: first.root.clientHeight, ratio: pixelRatio() })
    for (const canvas of [first, ...others].flatMap(({ canvases }) => canvases)) resize(canvas, size, size.ratio)
    Object.assign(drawn, { set: '', time: -PAUSE })
  }

  /** @param {State} state */
  function render(state) {
    const { experiment, race, hidden, hover, charts: how } = state
    const parts = seen(state)
    const list = parts.map(({ root: { id } }) => id).join()
    if (list !== drawn.list) {
      drawn.list = list
      root.replaceChildren(...parts.map(({ figure }) => figure))
      root.classList.toggle('none', parts.length === 0)
      measure(parts)
    }
    all.forEach(({ layer: { id } }, i) => setAttr(/** @type {Element} */ (switches[i]), 'aria-pressed', String(experiment.see.includes(id))))
    along.forEach(({ id, word }, i) => {
      setAttr(/** @type {Element} */ (ways[i]), 'aria-pressed', String(experiment.axis === id))
      if (experiment.axis === id) setText(unit, word)
    })
    offer(state)
    panel.toggleAttribute('data-veiled', isAsking(state))
    further.disabled = how.zoom === null
    whole.disabled = how.zoom === null
    if (!parts.length || !size.width || !size.height || engine.dead || !engine.race) return
    const dark = document.documentElement.dataset.theme === 'dark'
    const bright = hover?.run ?? -1
    const grown = `${engine.instance} ${race.version} ${race.last} ${race.done}`
    const set = `${grown} ${list} ${dark} ${experiment.axis} ${hidden} ${state.looks} ${JSON.stringify(how)}`
    // While a long race is still being computed, new pictures now and then are enough.
    if (!race.done && performance.now() - drawn.time < PAUSE) return
    if (set !== drawn.set) {
      Object.assign(drawn, { set, curves: '', time: performance.now() })
      engine.charts.show(state, size, dark).forEach((what, i) => parts[i]?.show(i, what, state))
    }
    if (drawn.curves === `${bright}`) return
    Object.assign(drawn, { curves: `${bright}`, cursor: '' })
    for (const part of parts) part.draw(bright)
    point(state)
  }

  /** The cursor, on the curves as they were drawn last. @param {State} state */
  function point(state) {
    if (drawn.set === '' || drawn.curves === '' || engine.dead) return
    const k = state.hover ? state.hover.k : Math.floor(state.cursor)
    const cursor = `${drawn.curves} ${k} ${JSON.stringify(state.hover)}`
    if (cursor === drawn.cursor) return
    drawn.cursor = cursor
    for (const part of seen(state)) part.point(k, Number(drawn.curves), state.hover)
  }

  new ResizeObserver(() => {
    measure(seen(store.get()))
    render(store.get())
  }).observe(root)
  new MutationObserver(() => render(store.get())).observe(document.documentElement, {
    attributeFilter: ['data-theme'],
  })
  store.subscribe(point)
  store.subscribe(render, 'late')
  below(page, byId('first-below', HTMLDivElement))
}
