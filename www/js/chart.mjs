// One chart: its curves and its cursor on two canvases, what is said of a curve under the pointer or chosen by keys, and a table of
// what is shown. The wheel zooms only with Ctrl or ⌘ or while the chart has the focus.

import { el, setAttr, setText } from './dom.mjs'
import { count, value } from './format.mjs'
import { nth } from './lists.mjs'
import { dress, swatch } from './swatch.mjs'

/**
 * @typedef {import('./types.d.ts').State} State
 * @typedef {import('./types.d.ts').Shown} Shown
 * @typedef {import('./types.d.ts').Hit} Hit
 */

/** A curve is meant within so many pixels. */
const REACH = 24
/** A press that moves less than this is a click. */
const STILL = 4
/** A table has about so many rows. */
const ROWS = 60

/**
 * @param {import('./page.mjs').Page} page
 * @param {import('./types.d.ts').Layer} layer
 */
export function chart({ engine, store }, { id, about }) {
  /** Its place among those that are shown, and what it shows. */
  let index = 0
  let shown = /** @type {Shown | null} */ (null)

  const curves = el('canvas', { id: `curves-${id}`, role: 'img' })
  const cursor = el('canvas', { 'aria-hidden': 'true' })
  const tip = el('div', { class: 'tip', hidden: true })
  const brush = el('div', { class: 'brush', hidden: true })
  const none = el('p', { class: 'none', hidden: true })
  const root = el('div', { class: 'chart', id: `chart-${id}`, tabindex: '0', role: 'group' }, curves, cursor, brush, none, tip)
  const name = el('h3', { title: about })
  const log = el('button', { type: 'button', 'aria-label': 'log scale', onclick: () => store.dispatch({ type: 'scaled', chart: id }) }, 'log')
  const table = el('button', { type: 'button', onclick: () => store.dispatch({ type: 'tabled', chart: id }) }, 'table')
  const box = el('div', { class: 'table-box', tabindex: '0', role: 'region', hidden: true })
  const head = el('div', { class: 'chart-head' }, name, el('div', { class: 'segmented small' }, log, table))
  const figure = el('figure', {}, head, root, box)

  /** What x counts. */
  const along = () => nth(engine.catalog.along.filter((one) => one.id === store.get().experiment.axis), 0)

  /** What a curve is called. @param {import('./types.d.ts').Curve} curve */
  const nameOf = ({ run, start, part }) => {
    const from = store.get().experiment.x0.length > 1 ? ` from start ${start + 1}` : ''
    return [engine.label(run) + from, shown?.quantity.parts[part]].filter(Boolean).join(', ')
  }

  /**
   * The table, made anew; nothing where it is closed.
   * @param {boolean} open
   */
  function fill(open) {
    box.hidden = !open
    if (!open || !shown) {
      box.replaceChildren()
      return
    }
    const { id: axis, word } = along()
    const own = axis !== 'steps'
    const column = (/** @type {string} */ text) => el('th', { scope: 'col' }, text)
    const top = shown.curves.flatMap((curve) => [...(own ? [column(word)] : []), column(nameOf(curve))])
    const lines = engine.charts.rows(ROWS).map((k) => {
      const cells = engine.charts.values(index, k).filter((_, i) => own || i % 2 === 1)
      return el('tr', {}, el('th', { scope: 'row' }, count(k)), ...cells.map((z) => el('td', {}, value(z))))
    })
    box.replaceChildren(
      el(
        'table',
        { class: 'numbers' },
        el('thead', {}, el('tr', {}, column('step'), ...top)),
        el('tbody', {}, ...lines),
      ),
    )
  }

  /**
   * The point of a curve at a step, as what is under the pointer.
   * @param {number} curve
   * @param {number} k
   * @returns {Hit}
   */
  const hitOf = (curve, k) => {
    const { run, start } = nth(shown?.curves ?? [], curve)
    const [x, y] = engine.charts.pixel(index, curve, k)
    return { run, start, k, x, y, chart: { id, curve } }
  }

  /** What is said of such a point: a line each. @param {Hit} hit */
  const words = ({ k, chart: at }) => {
    if (!shown || !at) return []
    const [x = NaN, y = NaN] = engine.charts.values(index, k).slice(2 * at.curve)
    const { id: axis, word, whole } = along()
    const how = axis === 'steps' ? '' : `, ${whole ? count(x) : value(x)} ${word}`
    const curve = nth(shown.curves, at.curve)
    return [nameOf(curve), `step ${count(k)}${how}`, `${curve.symbol} = ${value(y)}`]
  }

  /** Whether a hit is one of this chart that still stands. @param {Hit | null} hit */
  const own = (hit) => hit?.chart?.id === id && hit.chart.curve < (shown?.curves.length ?? 0)

  /** @type {Hit | null} */
  let hinted = null
  /** @param {Hit | null} hit */
  function hint(hit) {
    if (hit === hinted) return
    hinted = hit
    tip.hidden = !hit || !own(hit)
    if (tip.hidden || !hit) return
    const [who = '', ...rest] = words(hit)
    dress(tip, engine.style(hit.run), hit.run)
    tip.replaceChildren(el('b', {}, swatch(engine.style(hit.run)), who), ...rest.map((line) => el('div', {}, line)))
    const { clientWidth, clientHeight } = root
    const { offsetWidth, offsetHeight } = tip
    const left = hit.x + 14 + offsetWidth > clientWidth ? hit.x - 14 - offsetWidth : hit.x + 14
    const top = Math.max(0, Math.min(hit.y + 12, clientHeight - offsetHeight))
    tip.style.transform = `translate(${Math.max(0, Math.round(left))}px, ${Math.round(top)}px)`
  }

  /** @param {MouseEvent} event @returns {[number, number]} */
  const place = (event) => {
    const { left, top } = root.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }
  /** Moves the cursor here and on the plot alike. @param {[number, number]} at */
  const look = ([x, y]) => {
    const [curve, k] = engine.charts.hit(index, x, y, REACH) ?? []
    const hit = curve === undefined || k === undefined ? null : hitOf(curve, k)
    store.dispatch({ type: 'sought', k: hit?.k ?? engine.charts.step(x) })
    store.dispatch({ type: 'hovered', hit })
    return hit
  }
  const leave = () => store.dispatch({ type: 'hovered', hit: null })
  /** @param {number[] | null} zoom */
  const magnify = (zoom) => store.dispatch({ type: 'magnified', zoom })

  /** Where the pointer went down. @type {number | null} */
  let from = null
  root.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    const at = place(event)
    from = at[0]
    if (event.pointerType === 'mouse') root.setPointerCapture(event.pointerId)
    else look(at)
  })
  root.addEventListener('pointermove', (event) => {
    const at = place(event)
    if (from === null || event.pointerType !== 'mouse') {
      if (from !== null || event.pointerType === 'mouse') look(at)
      return
    }
    // A mouse that is pressed marks what is to be seen closer.
    if (brush.hidden && Math.abs(at[0] - from) < STILL) return
    if (brush.hidden) leave()
    brush.hidden = false
    const to = Math.max(0, Math.min(at[0], root.clientWidth))
    brush.style.left = `${Math.min(from, to)}px`
    brush.style.width = `${Math.abs(to - from)}px`
  })
  const up = (/** @type {PointerEvent} */ event) => {
    const [x, y] = place(event)
    if (from === null) return
    if (event.type === 'pointerup' && !brush.hidden) magnify(engine.charts.between(from, x))
    else if (event.type === 'pointerup') {
      const hit = look([x, y])
      if (hit) store.dispatch({ type: 'chosen', run: hit.run })
    }
    from = null
    brush.hidden = true
    if (event.pointerType !== 'mouse') leave()
  }
  root.addEventListener('pointerup', up)
  root.addEventListener('pointercancel', up)
  root.addEventListener('pointerleave', leave)
  root.addEventListener('blur', leave)
  root.addEventListener('dblclick', () => magnify(null))
  root.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== root) return
      event.preventDefault()
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * 30
      magnify(engine.charts.zoomed(engine.charts.step(place(event)[0]), Math.exp(-pixels * 0.0022)))
    },
    { passive: false },
  )

  /** The curve that keys are on, one step on or back; or the next one above or below. @param {string} key */
  function go(key) {
    const { cursor: at, hover, chosen, race } = store.get()
    const k = hover && own(hover) ? hover.k : Math.floor(at)
    const heights = engine.charts.values(index, k).filter((_, i) => i % 2 === 1)
    const there = heights.map((_, i) => i).filter((i) => Number.isFinite(heights[i]))
    there.sort((a, b) => nth(heights, a) - nth(heights, b) || b - a)
    const now = hover && own(hover) ? (hover.chart?.curve ?? -1) : -1
    const by = { ArrowUp: 1, ArrowDown: -1 }[key]
    if (by === undefined) {
      const to = k + (key === 'ArrowRight' ? 1 : -1)
      if (now < 0) return false
      if (to >= 0 && to <= race.last && Number.isFinite(engine.charts.values(index, to)[2 * now + 1])) say(now, to)
      return true
    }
    const first = there.find((i) => shown?.curves[i]?.run === chosen) ?? there[0]
    const next = now < 0 ? first : (there[there.indexOf(now) + by] ?? now)
    if (next !== undefined) say(next, k)
    return true
  }
  /** @param {number} curve @param {number} k */
  function say(curve, k) {
    const hit = hitOf(curve, k)
    store.dispatch({ type: 'sought', k })
    store.dispatch({ type: 'hovered', hit })
    store.dispatch({ type: 'said', words: words(hit).join(', ') })
  }
  root.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = Math.floor(store.get().cursor)
    if (event.key === '+' || event.key === '=') magnify(engine.charts.zoomed(at, 1.5))
    else if (event.key === '-') magnify(engine.charts.zoomed(at, 1 / 1.5))
    else if (event.key === '0') magnify(null)
    else if (event.key === 'Escape') leave()
    else if (!event.key.startsWith('Arrow') || !go(event.key)) {
      // What else is pressed is for the whole page, which goes its way.
      leave()
      return
    }
    event.preventDefault()
    event.stopPropagation()
  })

  return {
    figure,
    root,
    canvases: [curves, cursor],
    /**
     * Shows what has just been made ready.
     * @param {number} i its place among those that are shown
     * @param {Shown} what
     * @param {State} state
     */
    show(i, what, { experiment, hidden, charts }) {
      index = i
      shown = what
      const { quantity } = what
      const linear = charts.linear.includes(id)
      const open = charts.tables.includes(id)
      setText(name, quantity.name)
      const how = quantity.log && !linear ? ', on a logarithmic scale' : ''
      setAttr(curves, 'aria-label', `${quantity.name} against ${along().word}${how}. The numbers are in its table.`)
      setAttr(root, 'aria-label', `${quantity.name}. Up and down choose a curve, plus and minus zoom.`)
      setAttr(box, 'aria-label', `${quantity.name}, as a table`)
      setAttr(table, 'aria-label', `table of ${quantity.name.toLowerCase()}`)
      log.hidden = !quantity.log
      setAttr(log, 'aria-pressed', String(!linear))
      setAttr(table, 'aria-pressed', String(open))
      none.hidden = what.curves.length > 0 || experiment.o.every((_, run) => hidden[run])
      setText(none, quantity.none)
      fill(open)
    },
    /** @param {number} bright the run that stands out, or -1 */
    draw: (bright) => engine.charts.draw(index, curves, bright),
    /** @param {number} k @param {number} bright @param {Hit | null} hover */
    point(k, bright, hover) {
      engine.charts.drawCursor(index, cursor, k, bright)
      hint(hover)
    },
  }
}
