// The plot: three canvases one over the other. The field is drawn when the view or the function changes, the paths grow
// by their newest segments, and only the topmost is drawn anew in every frame.

import { byId, el, setAttr, setText, svg } from './dom.mjs'
import { objective } from './experiment.mjs'
import { point, value } from './format.mjs'
import { gestures } from './gestures.mjs'
import { handles } from './handles.mjs'
import { dress, swatch } from './swatch.mjs'

/**
 * @typedef {import('./types.d.ts').State} State
 * @typedef {import('./page.mjs').Page} Page
 */

/** A view that has not moved for so many milliseconds stands still. */
const SETTLE = 220

/** @param {Page} page */
export function plot(page) {
  const { engine, store } = page
  const root = byId('plot', HTMLDivElement)
  const field = byId('field', HTMLCanvasElement)
  const paths = byId('paths', HTMLCanvasElement)
  const heads = byId('heads', HTMLCanvasElement)
  const tip = byId('tip', HTMLDivElement)
  const reset = byId('reset-view', HTMLButtonElement)
  const lines = byId('layer-lines', HTMLButtonElement)
  const shade = byId('layer-shade', HTMLButtonElement)
  const predict = byId('predict', HTMLButtonElement)

  const size = { width: 0, height: 0, ratio: 0 }
  const drawn = { frame: '', field: '', labels: -1, version: -1, time: -SETTLE, paths: '', k: -1, heads: '' }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling
  const starts = handles(page, byId('handles', HTMLDivElement))
  const guess = svg('svg', { class: 'guess', viewBox: '-9 -9 18 18', 'aria-hidden': 'true' })
  guess.append(svg('path', { d: 'M-6-6 6 6M-6 6 6-6', fill: 'none' }))
  root.append(guess)

  /** @param {State} state */
  function render(state) {
    if (!size.width || engine.dead || !engine.race) return
    const dark = document.documentElement.dataset.theme === 'dark'
    const frame = `${engine.instance} ${size.width} ${size.height} ${size.ratio} ${dark}`
    if (frame !== drawn.frame) {
      engine.frame(size.width, size.height, size.ratio, dark)
      drawn.frame = frame
    }
    const view = `${objective(state.experiment)} ${JSON.stringify(state.experiment.box)} ${frame}`
    const { lines, shade } = state.layers
    const ground = `${view} ${lines} ${shade}`
    const now = performance.now()
    if (ground !== drawn.field) {
      const moving = root.classList.contains('panning') || now - drawn.time < SETTLE
      drawField(state, moving)
      Object.assign(drawn, { field: ground, time: now, labels: moving ? -1 : state.race.version })
    }
    if (drawn.version !== state.race.version) Object.assign(drawn, { version: state.race.version, time: now })
    if (drawn.labels !== state.race.version) settle()

    const k = Math.floor(state.cursor)
    const bright = state.hover?.run ?? -1
    const set = `${view} ${state.race.version} ${state.hidden} ${bright}`
    if (set !== drawn.paths || k < drawn.k) engine.drawPaths(state, paths, true, k, bright)
    else if (k > drawn.k) engine.drawPaths(state, paths, false, k, bright)
    const top = `${set} ${state.cursor} ${state.race.last} ${JSON.stringify(state.hover)}`
    if (top !== drawn.heads) engine.drawHeads(state, heads, bright)
    drawn.heads = top
    drawn.paths = set
    drawn.k = k

    starts.update(state)
    mark(state)
    hint(state)
  }

  /** @param {State} state @param {boolean} draft */
  function drawField(state, draft) {
    resize(field, draft ? 1 : size.ratio)
    engine.drawField(state, field, draft)
  }

  /** Draws the field properly as soon as nothing moves: sharp, and with its labels off the paths. */
  function settle() {
    settling ??= setTimeout(() => {
      settling = undefined
      const state = store.get()
      if (engine.dead || !engine.race) return
      const moving = root.classList.contains('panning') || performance.now() - drawn.time < SETTLE
      if (moving || !state.race.done) {
        settle()
        return
      }
      drawField(state, false)
      drawn.labels = state.race.version
    }, SETTLE)
  }

  /** @param {HTMLCanvasElement} canvas @param {number} ratio */
  function resize(canvas, ratio) {
    const [width, height] = [size.width * ratio, size.height * ratio]
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  }

  /** @param {State} state */
  function mark(state) {
    guess.toggleAttribute('hidden', state.guess === null)
    guess.style.display = state.guess === null ? 'none' : ''
    if (state.guess === null) return
    const [x, y] = engine.pixel(state.guess)
    guess.style.transform = `translate(${x}px, ${y}px)`
  }

  /** @param {State} state */
  function hint(state) {
    const { hover } = state
    tip.hidden = hover === null
    root.classList.toggle('over-path', hover !== null)
    if (!hover) return
    const row = engine.at(hover.k).find((one) => one.run === hover.run && one.start === hover.start)
    if (!row) return
    const name = el('b', {}, swatch(engine.style(hover.run)), engine.label(hover.run))
    dress(tip, engine.style(hover.run), hover.run)
    const above = row.above === null ? '' : `, ${value(row.above)} above the best`
    tip.replaceChildren(name, `step ${row.k} at ${point(row.x)}`, el('br'), `f = ${value(row.f)}${above}`)
    const [x, y] = [hover.x, hover.y]
    const left = x + 16 + tip.offsetWidth > size.width ? x - 14 - tip.offsetWidth : x + 16
    const top = Math.max(4, Math.min(y + 14, size.height - tip.offsetHeight - 4))
    tip.style.transform = `translate(${Math.max(4, Math.round(left))}px, ${Math.round(top)}px)`
  }

  /** @param {State} state */
  function tools(state) {
    reset.disabled = state.experiment.box === null
    setAttr(lines, 'aria-pressed', String(state.layers.lines))
    setAttr(shade, 'aria-pressed', String(state.layers.shade))
    setAttr(predict, 'aria-pressed', String(state.guessing))
    root.classList.toggle('guessing', state.guessing)
    setAttr(field, 'aria-label', describe(page, state))
  }

  lines.addEventListener('click', () => store.dispatch({ type: 'layered', layer: 'lines' }))
  shade.addEventListener('click', () => store.dispatch({ type: 'layered', layer: 'shade' }))
  predict.addEventListener('click', () => store.dispatch({ type: 'guessing' }))
  gestures(page, root, reset)

  const observer = new ResizeObserver(() => measure())
  observer.observe(root)
  function measure() {
    const { width, height } = root.getBoundingClientRect()
    // Retina-sharp everywhere: at least two pixels of the canvas for one of CSS, and no more than three.
    const ratio = Math.min(3, Math.max(2, window.devicePixelRatio))
    Object.assign(size, { width: Math.round(width), height: Math.round(height), ratio })
    resize(paths, ratio)
    resize(heads, ratio)
    drawn.frame = ''
    drawn.paths = ''
    drawn.field = ''
    drawn.heads = ''
    render(store.get())
  }
  new MutationObserver(() => render(store.get())).observe(document.documentElement, {
    attributeFilter: ['data-theme'],
  })
  store.subscribe((state, before) => {
    render(state)
    tools(state)
    if (state.hover === null && before.hover !== null) setText(tip, '')
  })
  tools(store.get())
}

/**
 * The plot in words, for those who cannot see it.
 * @param {Page} page
 * @param {State} state
 */
function describe(page, state) {
  const names = state.experiment.o.map((_, run) => page.engine.label(run)).join(', ')
  const from = state.experiment.x0.map(point).join(' and ')
  return `Contour plot of ${page.engine.title(state.experiment)} with the paths of ${names} from ${from}. The numbers are in the list of runs and under Data.`
}
