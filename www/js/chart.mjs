// The chart of the value, on a logarithmic scale, with a cursor that walks in step with the plot's.

import { below } from './below.mjs'
import { byId, pixelRatio, resize, setAttr, setText } from './dom.mjs'

/** @typedef {import('./types.d.ts').State} State */

/** A growing chart is drawn again after this many milliseconds at the earliest. */
const PAUSE = 300

/** @param {import('./page.mjs').Page} page */
export function chart(page) {
  const { engine, store } = page
  const root = byId('chart', HTMLDivElement)
  const curves = byId('chart-curves', HTMLCanvasElement)
  const cursor = byId('chart-cursor', HTMLCanvasElement)
  const steps = byId('axis-steps', HTMLButtonElement)
  const evals = byId('axis-evals', HTMLButtonElement)
  const name = byId('name-chart', HTMLHeadingElement)
  const size = { width: 0, height: 0, ratio: 1 }
  const drawn = { curves: '', cursor: '', time: -PAUSE }

  /** @param {State} state */
  function curvesOf(state) {
    const dark = document.documentElement.dataset.theme === 'dark'
    const bright = state.hover?.run ?? -1
    const race = `${engine.instance} ${state.race.version} ${state.race.last} ${state.race.done}`
    const set = `${race} ${size.width} ${size.height} ${dark} ${state.experiment.axis} ${state.hidden} ${bright}`
    // While a long race is still being computed, a new picture now and then is enough.
    const soon = !state.race.done && performance.now() - drawn.time < PAUSE
    if (set === drawn.curves || soon) return
    drawn.curves = set
    drawn.time = performance.now()
    engine.drawChart(state, curves, size, dark, bright)
    setText(name, engine.measuresGap() ? 'Value above the best minimum' : 'Value')
    const against = state.experiment.axis === 'evals' ? 'evaluations' : 'steps'
    setAttr(curves, 'aria-label', `${name.textContent} against ${against}`)
    cursorOf(state)
  }

  /** The cursor on the curves as they were drawn last. @param {State} state */
  function cursorOf(state) {
    const at = state.hover ? state.hover.k : Math.floor(state.cursor)
    if (`${drawn.curves} ${at}` === drawn.cursor) return
    drawn.cursor = `${drawn.curves} ${at}`
    engine.drawChartCursor(state, cursor, at)
  }

  const canDraw = () => size.width > 0 && size.height > 0 && !engine.dead && engine.race !== null

  /** @param {State} state */
  function render(state) {
    setAttr(steps, 'aria-pressed', String(state.experiment.axis !== 'evals'))
    setAttr(evals, 'aria-pressed', String(state.experiment.axis === 'evals'))
    if (canDraw()) curvesOf(state)
  }

  /** @param {"steps" | "evals"} axis */
  const turn = (axis) => {
    const { experiment } = store.get()
    page.edit({ ...experiment, axis }, { path: 'axis' })
  }
  steps.addEventListener('click', () => turn('steps'))
  evals.addEventListener('click', () => turn('evals'))

  // Hovering or pressing moves the cursor here and on the plot alike.
  const seek = (/** @type {PointerEvent} */ event) => {
    const k = engine.chartStep(event.clientX - root.getBoundingClientRect().left)
    store.dispatch({ type: 'sought', k })
  }
  root.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'mouse' || event.buttons > 0) seek(event)
  })
  root.addEventListener('pointerdown', seek)

  const observer = new ResizeObserver(() => {
    const { width, height } = root.getBoundingClientRect()
    Object.assign(size, { width: Math.round(width), height: Math.round(height), ratio: pixelRatio() })
    resize(curves, size, size.ratio)
    resize(cursor, size, size.ratio)
    Object.assign(drawn, { curves: '', cursor: '', time: -PAUSE })
    render(store.get())
  })
  observer.observe(root)
  new MutationObserver(() => render(store.get())).observe(document.documentElement, {
    attributeFilter: ['data-theme'],
  })
  store.subscribe((state) => {
    if (canDraw() && drawn.curves !== '') cursorOf(state)
  })
  store.subscribe(render, 'late')
  below(page, byId('first-below', HTMLDivElement))
}
