// The plot: three canvases one over the other. The field is drawn when the view or the function changes, the paths grow
// by their newest segments, and only the topmost is drawn anew in every frame.

import { byId, el, pixelRatio, resize, setAttr, setText, svg } from './dom.mjs'
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
export const SETTLE = 220
/** Long enough for a frame to be shown. */
const SOON = 30

/** @param {Page} page */
export function plot(page) {
  const { engine, store } = page
  const root = byId('plot', HTMLDivElement)
  const field = byId('field', HTMLCanvasElement)
  const paths = byId('paths', HTMLCanvasElement)
  const heads = byId('heads', HTMLCanvasElement)
  const tip = byId('tip', HTMLDivElement)
  const reset = byId('reset-view', HTMLButtonElement)
  const predict = byId('predict', HTMLButtonElement)

  const size = { width: 0, height: 0, ratio: 0 }
  /** What each canvas shows, as texts that differ where pictures do. */
  const drawn = { frame: '', field: '', paths: '', still: '', heads: '', k: -1 }
  /** What moved last, and when; what is a draft until it stands still. */
  const motion = { version: -1, time: -SETTLE, field: false, paths: false }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling
  const starts = handles(page, byId('handles', HTMLDivElement))
  const guess = svg('svg', { class: 'guess', viewBox: '-9 -9 18 18', 'aria-hidden': 'true' })
  guess.append(svg('path', { d: 'M-6-6 6 6M-6 6 6-6', fill: 'none' }))
  root.append(guess)

  /** @type {number[]} the styles of the paths that are pinned */
  let pinned = []
  /** @param {number[]} looks */
  function pin(looks) {
    if (looks === pinned) return
    for (const look of pinned) if (!looks.includes(look)) engine.plot.unpin(look)
    for (const look of looks) if (!pinned.includes(look)) engine.plot.pin(look)
    pinned = looks
  }

  const isMoving = () => root.classList.contains('panning') || performance.now() - motion.time < SETTLE

  /** @param {State} state */
  function render(state) {
    if (!size.width || engine.dead || !engine.race) return
    const dark = document.documentElement.dataset.theme === 'dark'
    const frame = `${engine.instance} ${size.width} ${size.height} ${size.ratio} ${dark}`
    if (frame !== drawn.frame) {
      engine.plot.frame(size.width, size.height, size.ratio, dark)
      drawn.frame = frame
    }
    const view = `${objective(state.experiment)} ${JSON.stringify(state.experiment.box)} ${frame}`
    const ground = `${view} ${state.experiment.see}`
    const { version } = state.race
    pin(state.pinned)
    const moving = isMoving()
    if (ground !== drawn.field) {
      const first = drawn.field === ''
      const there = engine.plot.takeFirst(state)
      // The labels of the first plot keep off the paths if these were done.
      if (there) motion.version = there.done ? version : -1
      // Any other first picture comes at once, and gets its labels in a task of its own.
      else drawField(state, moving || first)
      drawn.field = ground
      if (!first) motion.time = performance.now()
      else if (!there) settle(SOON)
    }
    if (motion.version !== version) {
      // The labels keep off the paths: they are set again when these stand still.
      Object.assign(motion, { version, time: performance.now(), field: true })
    }

    // A long race that is still being computed may not have come as far as the cursor asks.
    const k = Math.min(Math.floor(state.cursor), state.race.last)
    const bright = state.hover?.run ?? -1
    const set = `${view} ${version} ${state.hidden} ${bright} ${state.experiment.see} ${state.pinned}`
    drawPaths(state, set, k, bright, moving)
    const top = `${set} ${state.cursor} ${state.chosen} ${state.race.last} ${JSON.stringify(state.hover)}`
    if (top !== drawn.heads) engine.plot.drawHeads(state, heads, bright)
    drawn.heads = top
    unsettled()
    hint(state)
  }

  /** @param {State} state @param {boolean} draft */
  function drawField(state, draft) {
    resize(field, size, draft ? 1 : size.ratio)
    engine.plot.drawField(state, field, draft)
    motion.field = draft
  }

  /**
   * While it plays, only what is new is drawn; a picture that stands still is drawn in one go, whichever way led there.
   * @param {State} state
   * @param {string} set what is seen of which race
   * @param {number} k
   * @param {number} bright
   * @param {boolean} moving
   */
  function drawPaths(state, set, k, bright, moving) {
    const still = `${set} ${k}`
    const anew = set !== drawn.paths || k < drawn.k || !state.playing
    if (!anew && k > drawn.k) engine.plot.drawPaths(state, paths, 'More', k, bright)
    if (anew && still !== drawn.still) {
      const other = set !== drawn.paths
      motion.paths = moving && other
      engine.plot.drawPaths(state, paths, !other ? 'Again' : moving ? 'Draft' : 'Anew', k, bright)
    }
    Object.assign(drawn, { paths: set, still: anew ? still : '', k })
  }

  /** What is a draft is drawn again soon; the element says so. */
  function unsettled() {
    const draft = motion.field || motion.paths
    root.toggleAttribute('data-draft', draft)
    if (draft) settle()
  }

  /** Draws everything properly as soon as nothing moves: sharp, with casings, and with the labels off the paths. */
  function settle(wait = SETTLE) {
    settling ??= setTimeout(() => {
      settling = undefined
      const state = store.get()
      if (engine.dead || !engine.race) return
      if (isMoving() || !state.race.done) {
        settle()
        return
      }
      if (motion.field) drawField(state, false)
      if (motion.paths) Object.assign(drawn, { still: '', paths: '' })
      motion.paths = false
      render(state)
    }, wait)
  }

  /** @param {State} state */
  function place(state) {
    starts.update(state)
    mark(state)
  }

  /** @param {State} state */
  function mark(state) {
    guess.style.display = state.guess === null ? 'none' : ''
    if (state.guess === null) return
    const [x, y] = engine.plot.pixel(state.guess)
    guess.style.transform = `translate(${x}px, ${y}px)`
  }

  /** @type {State['hover']} */
  let hinted = null
  /** @param {State} state */
  function hint(state) {
    const hover = state.hover?.chart ? null : state.hover
    if (hover === hinted) return
    hinted = hover
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
    setAttr(predict, 'aria-pressed', String(state.guessing))
    root.classList.toggle('guessing', state.guessing)
    setAttr(field, 'aria-label', describe(page, state))
  }

  predict.addEventListener('click', () => {
    store.dispatch({ type: 'guessing' })
    // From here the arrow keys aim.
    if (store.get().guessing) root.focus()
  })
  gestures(page, root, reset)

  const observer = new ResizeObserver(() => measure())
  observer.observe(root)
  function measure() {
    const { width, height } = root.getBoundingClientRect()
    Object.assign(size, { width: Math.round(width), height: Math.round(height), ratio: pixelRatio() })
    resize(paths, size, size.ratio)
    resize(heads, size, size.ratio)
    Object.assign(drawn, { frame: '', field: '', paths: '', still: '', heads: '' })
    render(store.get())
    place(store.get())
  }
  new MutationObserver(() => render(store.get())).observe(document.documentElement, {
    attributeFilter: ['data-theme'],
  })
  store.subscribe((state, before) => {
    render(state)
    if (state.hover === null && before.hover !== null) setText(tip, '')
    if (state.experiment !== before.experiment || state.guess !== before.guess) place(state)
  })
  store.subscribe((state, before) => {
    if (state.experiment !== before.experiment || state.guessing !== before.guessing) tools(state)
  }, 'late')
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
