// What the hand does on the empty plot: pan, zoom, look closer at a path. The page's own scroll is never taken: the wheel
// zooms only with Ctrl or ⌘ or while the plot has the focus, and one finger scrolls the page.

import { byId } from './dom.mjs'
import { isLocked } from './experiment.mjs'
import { point } from './format.mjs'
import { ARROWS, NUDGE } from './handles.mjs'

/** A press that moves less than this, in pixels, is a click. */
const STILL = 4

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 * @param {HTMLButtonElement} reset
 */
export function gestures(page, root, reset) {
  const { engine, store } = page
  /** @type {Map<number, [number, number]>} the pointers that are down */
  const down = new Map()
  let travelled = 0

  /** @param {MouseEvent} event @returns {[number, number]} */
  const place = (event) => {
    const box = root.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }
  /** @param {number[] | null} area */
  const show = (area) => {
    const { experiment } = store.get()
    page.edit({ ...experiment, box: area }, { path: 'area' })
  }
  /** @param {[number, number]} at @param {number} factor */
  const zoom = (at, factor) => show(engine.plot.zoomed(at[0], at[1], factor))
  const middle = () => /** @type {[number, number]} */ ([root.clientWidth / 2, root.clientHeight / 2])

  const closer = byId('zoom-in', HTMLButtonElement)
  const further = byId('zoom-out', HTMLButtonElement)
  closer.addEventListener('click', () => zoom(middle(), 1.5))
  further.addEventListener('click', () => zoom(middle(), 1 / 1.5))
  reset.addEventListener('click', () => show(null))
  root.addEventListener('dblclick', (event) => {
    if (!onButton(event)) show(null)
  })
  const held = () => isLocked(store.get().experiment, 'area')
  const render = () => {
    closer.disabled = further.disabled = held()
    reset.disabled = held() || store.get().experiment.box === null
    root.classList.toggle('held', held())
  }
  store.subscribe(render)
  render()

  /** @param {[number, number] | null} at */
  const look = (at) => {
    store.dispatch({ type: 'hovered', hit: at && down.size === 0 ? engine.plot.hit(store.get(), at[0], at[1]) : null })
  }

  root.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || onButton(event)) return
    down.set(event.pointerId, place(event))
    travelled = 0
    if (event.pointerType === 'mouse' || down.size > 1) root.setPointerCapture(event.pointerId)
  })
  root.addEventListener('pointermove', (event) => {
    const at = place(event)
    const before = down.get(event.pointerId)
    if (!before) {
      look(onButton(event) ? null : at)
      return
    }
    const [dx, dy] = [at[0] - before[0], at[1] - before[1]]
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1]
    if (other) {
      // Two fingers: the plot is stretched about the one that rests.
      const stretch = distance(at, other) / Math.max(1, distance(before, other))
      down.set(event.pointerId, at)
      zoom(other, stretch)
      return
    }
    travelled += Math.abs(dx) + Math.abs(dy)
    // One finger belongs to the page.
    if (event.pointerType !== 'mouse' || travelled < STILL || held()) return
    down.set(event.pointerId, at)
    root.classList.add('panning')
    show(engine.plot.panned(dx, dy))
  })
  const up = (/** @type {PointerEvent} */ event) => {
    const pressed = down.delete(event.pointerId)
    root.classList.remove('panning')
    if (!pressed || event.type !== 'pointerup' || travelled >= STILL) return
    const at = place(event)
    const state = store.get()
    if (state.guessing) {
      guess(at)
      return
    }
    const hit = engine.plot.hit(state, at[0], at[1])
    if (hit) {
      store.dispatch({ type: 'chosen', run: hit.run })
      store.dispatch({ type: 'hovered', hit })
    }
  }
  root.addEventListener('pointerup', up)
  root.addEventListener('pointercancel', up)
  root.addEventListener('pointerleave', () => look(null))

  root.addEventListener(
    'wheel',
    (event) => {
      // In a frame the plot stays the active element when the reader has gone on to the page around it.
      const focused = document.hasFocus() && root.contains(document.activeElement)
      if (held() || (!event.ctrlKey && !event.metaKey && !focused)) return
      event.preventDefault()
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * 30
      // A pinch on a touchpad arrives as a wheel with Ctrl and small deltas.
      const sensitivity = event.ctrlKey && Math.abs(pixels) < 40 ? 0.01 : 0.0022
      zoom(place(event), Math.exp(-pixels * sensitivity))
    },
    { passive: false },
  )
  /** @param {KeyboardEvent} event whether it was for the prediction */
  const aimed = (event) => {
    const state = store.get()
    if (!state.guessing) return false
    const at = state.guess ? engine.plot.pixel(state.guess) : middle()
    const [right, down] = ARROWS[event.key] ?? [0, 0]
    if (event.key === 'Escape') {
      store.dispatch({ type: 'guessing' })
    } else if (event.key === 'Enter' || event.key === ' ') {
      guess(at)
    } else if (right !== 0 || down !== 0) {
      const far = event.shiftKey ? NUDGE * 10 : NUDGE
      const to = engine.plot.data(at[0] + right * far, at[1] + down * far)
      store.dispatch({ type: 'aimed', at: to, words: `Prediction at ${point(to)}` })
    } else {
      return false
    }
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  /** @param {[number, number]} at */
  const guess = (at) => {
    store.dispatch({ type: 'guessed', at: engine.plot.data(at[0], at[1]) })
    store.dispatch({ type: 'played' })
  }
  root.addEventListener('keydown', (event) => {
    if (event.target !== root || event.ctrlKey || event.metaKey || event.altKey || aimed(event)) return
    if (event.key === '+' || event.key === '=') zoom(middle(), 1.25)
    else if (event.key === '-') zoom(middle(), 1 / 1.25)
    else if (event.key === '0') show(null)
    else return
    event.preventDefault()
  })
}

/**
 * @param {[number, number]} a
 * @param {[number, number]} b
 */
function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

/** @param {Event} event */
function onButton({ target }) {
  return target instanceof Element && target.closest('button') !== null
}
