// The charts of the training: what they show, against what, how smooth; and what is said of a curve under the pointer.

import { byId, el, pixelRatio, resize, setAttr, setText } from '../dom.mjs'
import { count, short, value } from '../format.mjs'
import { nth } from '../lists.mjs'
import { dress, swatch } from '../swatch.mjs'

/** A curve is meant within so many pixels. */
const REACH = 24
/** What workers report is computed at most once in so many milliseconds, and in a share of the time. */
const PAUSE = 150
const REST = 10
/** How much of the running mean is kept at each step, by what people call it. @type {[string, number][]} */
const SMOOTHING = [
  ['raw', 0],
  ['some', 0.8],
  ['smooth', 0.95],
]

/** @param {import('./types.d.ts').Page} page */
export function curves(page) {
  const { engine, store } = page
  const root = byId('curves', HTMLDivElement)
  const boxes = engine.catalog.quantities.map((quantity, index) => box(page, quantity, index))
  root.append(...boxes.map((one) => one.figure))
  tools(page, byId('curve-tools', HTMLDivElement))
  key(page, byId('key', HTMLUListElement))

  let size = { width: 0, height: 0 }
  const dark = () => document.documentElement.dataset.theme === 'dark'

  /** Computes what is shown; the charts that are to be drawn then, each by itself. @returns {(() => void)[]} */
  function prepared() {
    const state = store.get()
    const { catalog, curves: charts } = engine
    const shown = boxes.filter((one) => state.see.includes(one.quantity.id))
    for (const one of boxes) one.figure.hidden = !shown.includes(one)
    root.dataset.count = String(shown.length)
    const first = shown[0]
    if (!first) return []
    const { width, height } = first.place.getBoundingClientRect()
    size = { width: Math.round(width), height: Math.round(height) }
    if (size.width === 0) return []
    charts.frame(size.width, size.height, pixelRatio(), dark())
    const bits = (/** @type {string[]} */ ids) => catalog.quantities.reduce((sum, { id }, i) => (ids.includes(id) ? sum | (1 << i) : sum), 0)
    const log = bits(catalog.quantities.map(({ id }) => id)) & ~bits(state.linear)
    const mask = state.hidden.reduce((sum, hidden, run) => (hidden ? sum | (1 << run) : sum), 0)
    const axis = catalog.axis.indexOf(state.experiment.axis)
    /** @type {import('./types.d.ts').Chart[]} */
    const list = charts.show(bits(state.see), log, axis, state.smoothing, mask, state.chosen)
    return shown.map((one, i) => () => one.show(i, nth(list, i), size, store.get()))
  }

  /** What is still to be drawn of what was computed, and whether there is more to compute by now. */
  let queue = /** @type {(() => void)[]} */ ([])
  let [pending, waiting, due] = [false, false, 0]
  function render() {
    queue = []
    pending = false
    for (const draw of prepared()) draw()
  }
  // What workers report is shown a chart a frame, and not so often that the page could not do anything else.
  function tick() {
    waiting = false
    const draw = queue.shift()
    if (draw) draw()
    else if (pending && performance.now() >= due) {
      pending = false
      const begin = performance.now()
      queue = prepared()
      const now = performance.now()
      due = now + Math.max(PAUSE, REST * (now - begin))
    }
    wait()
  }
  function wait() {
    if (waiting || (queue.length === 0 && !pending)) return
    waiting = true
    requestAnimationFrame(tick)
  }

  let before = store.get()
  store.subscribe((now) => {
    const keys = /** @type {const} */ (['experiment', 'hidden', 'see', 'linear', 'smoothing', 'theme', 'chosen', 'hover', 'status'])
    if (keys.some((key) => now[key] !== before[key])) render()
    else if (now.news !== before.news) {
      pending = true
      wait()
    }
    before = now
  })
  new ResizeObserver(render).observe(root)
  new MutationObserver(render).observe(document.documentElement, { attributeFilter: ['data-theme'] })
}

/**
 * Whose curves are which, where the list of methods is out of sight.
 * @param {import('./types.d.ts').Page} page
 * @param {HTMLElement} root
 */
function key({ engine, store }, root) {
  let shown = ''
  const render = () => {
    const { experiment, hidden, looks } = store.get()
    const now = JSON.stringify([engine.names, hidden, looks])
    if (now === shown) return
    shown = now
    const items = experiment.o.flatMap((_, run) => {
      if (hidden[run]) return []
      const item = el('li', {}, swatch(engine.style(run)), engine.label(run))
      dress(item, engine.style(run), run)
      return [item]
    })
    root.replaceChildren(...items)
  }
  store.subscribe(render)
  render()
}

/**
 * What is above the charts.
 * @param {import('./types.d.ts').Page} page
 * @param {HTMLElement} root
 */
function tools(page, root) {
  const { engine, store } = page
  /** @param {string} text @param {() => boolean} on @param {() => void} act @param {string} [title] */
  const toggle = (text, on, act, title = '') => {
    const button = el('button', { type: 'button', title, onclick: act }, text)
    updates.push(() => setAttr(button, 'aria-pressed', String(on())))
    return button
  }
  /** @type {(() => void)[]} */
  const updates = []
  const group = (/** @type {string} */ name, /** @type {HTMLElement[]} */ buttons) =>
    el('div', { class: 'segmented small', role: 'group', 'aria-label': name }, ...buttons)
  const shown = engine.catalog.quantities.map(({ id, name, about }) =>
    toggle(
      name,
      () => store.get().see.includes(id),
      () => {
        const { see } = store.get()
        const next = see.includes(id) ? see.filter((one) => one !== id) : [...see, id]
        if (next.length > 0) store.set({ see: next })
      },
      about,
    ),
  )
  const along = engine.catalog.axis.map((word) =>
    toggle(
      word,
      () => store.get().experiment.axis === word,
      () => page.put('axis', word),
    ),
  )
  const smooth = SMOOTHING.map(([word, weight]) =>
    toggle(
      word,
      () => store.get().smoothing === weight,
      () => store.set({ smoothing: weight }),
      weight > 0 ? `A running mean: each step back counts ${weight} times as much` : 'Each step as it was',
    ),
  )
  root.append(
    group('Charts that are shown', shown),
    el('div', { class: 'curve-how' }, group('Horizontal axis of the charts', along), group('Smoothing of curves with a number a step', smooth)),
  )
  const render = () => updates.forEach((update) => update())
  store.subscribe(render)
  render()
}

/**
 * @param {import('./types.d.ts').Page} page
 * @param {import('./types.d.ts').Quantity} quantity
 * @param {number} index
 */
function box({ engine, store }, quantity, index) {
  const { id, name, about, log, layers, none } = quantity
  const canvas = el('canvas', { id: `curve-${id}`, role: 'img' })
  const tip = el('div', { class: 'tip', hidden: true })
  const empty = el('p', { class: 'none', hidden: true })
  const place = el('div', { class: 'chart', id: `chart-${id}` }, canvas, empty, tip)
  const scale = el(
    'button',
    {
      type: 'button',
      'aria-label': `log scale of ${name.toLowerCase()}`,
      onclick: () => {
        const { linear } = store.get()
        store.set({ linear: linear.includes(id) ? linear.filter((one) => one !== id) : [...linear, id] })
      },
    },
    'log',
  )
  const key = el('span', { class: 'layer-key' })
  const head = el('div', { class: 'chart-head' }, el('h2', { title: about }, name), key, log ? el('div', { class: 'segmented small' }, scale) : null)
  const figure = el('figure', {}, head, place)
  let at = 0
  /** @type {import('./types.d.ts').Chart} */
  let shown = { quantity: index, curves: [] }

  place.addEventListener('pointermove', ({ clientX, clientY }) => {
    const { left, top } = place.getBoundingClientRect()
    const [curve, k] = engine.curves.hit(at, clientX - left, clientY - top, REACH) ?? []
    if (curve === undefined || k === undefined) leave()
    else point(curve, k)
  })
  place.addEventListener('pointerleave', leave)

  function leave() {
    tip.hidden = true
    if (store.get().hover) store.set({ hover: null })
  }

  /** @param {number} curve @param {number} k */
  function point(curve, k) {
    const { run, part, raw } = nth(shown.curves, curve)
    const [x = 0, y = 0, px = 0, py = 0] = engine.curves.at(at, curve, k)
    const { axis } = store.get().experiment
    const where = axis === 'seconds' ? `${short(x)} s` : axis === 'epochs' ? `epoch ${short(x)}` : `step ${count(x)}`
    const style = layers ? nth(engine.styles, part % engine.styles.length) : engine.style(run)
    dress(tip, style, run)
    const who = layers ? `layer ${part + 1}` : engine.label(run)
    tip.replaceChildren(el('b', {}, swatch(style), who), el('div', {}, where), el('div', {}, `${raw ? 'raw ' : ''}${value(y)}`))
    tip.hidden = false
    const { clientWidth, clientHeight } = place
    const left = px + 14 + tip.offsetWidth > clientWidth ? px - 14 - tip.offsetWidth : px + 14
    const top = Math.max(0, Math.min(py + 12, clientHeight - tip.offsetHeight))
    tip.style.transform = `translate(${Math.max(0, Math.round(left))}px, ${Math.round(top)}px)`
    const { hover } = store.get()
    if (!layers && (hover?.run !== run || hover.chart !== id)) store.set({ hover: { chart: id, run } })
  }

  return {
    quantity,
    figure,
    place,
    /**
     * @param {number} i its place among those that are shown
     * @param {import('./types.d.ts').Chart} chart
     * @param {{ width: number, height: number }} size
     * @param {import('./types.d.ts').State} state
     */
    show(i, chart, size, state) {
      at = i
      shown = chart
      resize(canvas, size, pixelRatio())
      engine.curves.draw(i, canvas, state.hover?.run ?? -1)
      setAttr(scale, 'aria-pressed', String(!state.linear.includes(id)))
      const how = log && !state.linear.includes(id) ? ', on a logarithmic scale' : ''
      setAttr(canvas, 'aria-label', `${name} against ${state.experiment.axis}${how}. The numbers are in the table of epochs.`)
      const waiting = state.status === 'empty' || state.status === 'ready'
      const nothing = chart.curves.length === 0
      empty.hidden = !nothing
      setText(empty, waiting ? 'Nothing has been trained yet.' : state.experiment.split === 0 && none ? none : nothing ? 'The first numbers are on their way.' : '')
      const own = layers ? [...new Set(chart.curves.map(({ part }) => part))] : []
      key.replaceChildren(
        ...(own.length > 0 ? [engine.label(state.chosen)] : []),
        ...own.map((part) => {
          const style = nth(engine.styles, part % engine.styles.length)
          const one = el('span', {}, swatch(style), `layer ${part + 1}`)
          dress(one, style, part)
          return one
        }),
      )
      if (!tip.hidden && state.hover === null && !layers) tip.hidden = true
    },
  }
}
