// Own data points, as grips over their dots: dragged, moved by the arrow keys, taken away by a click or Delete.

import { el, setAttr } from './dom.mjs'
import { dataOf, isLocked } from './experiment.mjs'
import { point } from './format.mjs'
import { ARROWS, NUDGE } from './handles.mjs'
import { nth } from './lists.mjs'
import { gestureOf } from './page.mjs'

/** @typedef {import('./types.d.ts').State} State */
/** @typedef {import('./types.d.ts').Point} Point */

/** A pointer that has moved less than this many pixels clicks. */
const STILL = 3

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root the picture of the data
 * @param {{ width: number, height: number }} size its size
 * @param {() => void} redraw draws the picture again, whose axes were held while a point was dragged
 */
export function grips({ engine, store, edit }, root, size, redraw) {
  const layer = el('div')
  root.append(layer)
  /** @type {HTMLButtonElement[]} */
  let all = []
  /** The one that Tab leads to. */
  let chosen = 0
  let gesture = ''
  /** @type {{ dx: number, dy: number, from: [number, number], moved: boolean } | null} from the pointer to the middle of the grip */
  let hand = null
  /** A drag ends in a click, which means nothing. */
  let dragged = false

  /** @param {Point[]} pts @param {string | null} gesture */
  const set = (pts, gesture) => {
    const { experiment } = store.get()
    const data = dataOf(experiment)
    if (data) edit({ ...experiment, f: { data: { ...data, pts } } }, { path: 'pts', gesture })
  }

  /** @param {number} index @param {number} x @param {number} y in pixels of the picture */
  const moveTo = (index, x, y) => {
    const at = engine.examples.at(size, Math.max(0, Math.min(size.width, x)), Math.max(0, Math.min(size.height, y)))
    set(engine.examples.points().map((one, i) => (i === index ? at : one)), gesture)
  }

  /** @param {number} index */
  const remove = (index) => {
    const pts = engine.examples.points()
    if (pts.length < 2) return
    chosen = Math.min(index, pts.length - 2)
    set(pts.filter((_, i) => i !== index), null)
  }

  /** @param {number} index */
  const pixel = (index) => engine.examples.pixel(size, nth(engine.examples.points(), index))

  /** @param {PointerEvent} event @returns {[number, number]} */
  const place = (event) => {
    const { left, top } = root.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }

  /** @param {number} index */
  const grip = (index) => {
    const element = el('button', {
      class: 'grip',
      type: 'button',
      onpointerdown: (/** @type {PointerEvent} */ event) => {
        if (event.button !== 0) return
        element.setPointerCapture(event.pointerId)
        gesture = gestureOf(`point ${index}`)
        const [x, y] = place(event)
        const [cx = x, cy = y] = pixel(index)
        hand = { dx: cx - x, dy: cy - y, from: [x, y], moved: false }
        engine.examples.hold(true)
      },
      onpointermove: (/** @type {PointerEvent} */ event) => {
        if (!hand) return
        const [x, y] = place(event)
        hand.moved ||= Math.abs(x - hand.from[0]) + Math.abs(y - hand.from[1]) > STILL
        if (hand.moved) moveTo(index, x + hand.dx, y + hand.dy)
      },
      onlostpointercapture: () => {
        if (!hand) return
        dragged = hand.moved
        hand = null
        engine.examples.hold(false)
        if (dragged) redraw()
      },
      onfocus: () => {
        gesture = gestureOf(`point ${index}`)
        chosen = index
        tabs()
      },
      onclick: (/** @type {MouseEvent} */ event) => {
        event.stopPropagation()
        if (!dragged) remove(index)
        dragged = false
      },
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        const [right, down] = ARROWS[event.key] ?? [0, 0]
        const next = { PageDown: 1, PageUp: -1 }[event.key]
        if (right || down) {
          const [x = 0, y = 0] = pixel(index)
          const far = event.shiftKey ? NUDGE * 10 : NUDGE
          moveTo(index, x + right * far, y + down * far)
        } else if (next) all[(index + next + all.length) % all.length]?.focus()
        else if (event.key === 'Delete' || event.key === 'Backspace') remove(index)
        else return
        event.preventDefault()
        event.stopPropagation()
      },
    })
    return element
  }

  /** One of them is reached by Tab, from there Page Up and Page Down lead on. */
  const tabs = () => all.forEach((element, i) => setAttr(element, 'tabindex', i === chosen ? '0' : '-1'))

  return {
    /** @param {State} state */
    update({ experiment }) {
      const own = engine.dataset(experiment)?.own && !isLocked(experiment, 'f') && size.width
      const pts = own ? engine.examples.points() : []
      if (all.length !== pts.length) {
        const focused = layer.contains(document.activeElement)
        all = pts.map((_, index) => grip(index))
        layer.replaceChildren(...all)
        chosen = Math.max(0, Math.min(chosen, all.length - 1))
        tabs()
        // The one that had the focus is gone: its neighbour takes it.
        if (focused) all[chosen]?.focus()
      }
      all.forEach((element, i) => {
        const [x, y] = pixel(i)
        element.style.transform = `translate(${x}px, ${y}px)`
        setAttr(element, 'aria-label', `Point ${i + 1} of ${all.length} at ${point(nth(pts, i))}. The arrow keys move it, Delete takes it away, Page Down leads to the next.`)
      })
    },
  }
}
