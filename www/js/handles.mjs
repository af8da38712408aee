// The starts, as rings that can be dragged, moved by the arrow keys, and read.

import { el, setAttr } from './dom.mjs'
import { isLocked, withStart } from './experiment.mjs'
import { point } from './format.mjs'
import { nth } from './lists.mjs'
import { gestureOf } from './page.mjs'

/** An arrow key moves a start by this many pixels; with Shift by ten times as many. */
export const NUDGE = 4
/** The button that plays the race stands so high above the plot's lower edge, unless a start is there. */
const LOW = 130

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 */
export function handles(page, root) {
  /** @type {HTMLButtonElement[]} */
  let rings = []

  return {
    /** @param {import('./types.d.ts').State} state */
    update(state) {
      const { x0 } = state.experiment
      if (rings.length !== x0.length) {
        rings = x0.map((_, index) => ring(page, index))
        root.replaceChildren(...rings)
      }
      let low = false
      rings.forEach((element, index) => {
        const [x, y] = page.engine.plot.pixel(nth(x0, index))
        const name = x0.length > 1 ? `Start ${index + 1}` : 'Start'
        setAttr(element, 'aria-label', `${name} at ${point(nth(x0, index))}. The arrow keys move it.`)
        const inside = page.engine.plot.isInside(x, y)
        element.hidden = !inside
        element.disabled = isLocked(state.experiment, 'x0')
        if (inside) element.style.transform = `translate(${x}px, ${y}px)`
        low ||= inside && y > page.engine.plot.extent.height - LOW
      })
      root.toggleAttribute('data-low', low)
    },
  }
}

/**
 * @param {import('./page.mjs').Page} page
 * @param {number} index
 */
function ring(page, index) {
  const { engine, store } = page
  let gesture = ''
  /** @type {{ dx: number, dy: number } | null} from the pointer to the middle of the ring */
  let grip = null

  /** @param {[number, number]} at in pixels of the plot */
  function moveTo([x, y]) {
    const at = engine.plot.data(x, y)
    page.edit(withStart(store.get().experiment, index, at), { path: `x0[${index}]`, text: String(at), gesture })
  }

  /** @param {PointerEvent} event @returns {[number, number]} */
  const place = (event) => {
    const box = /** @type {HTMLElement} */ (element.parentElement).getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }

  const element = el('button', {
    class: 'handle',
    type: 'button',
    onpointerdown: (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return
      event.stopPropagation()
      element.setPointerCapture(event.pointerId)
      gesture = gestureOf(`start ${index}`)
      const [x, y] = place(event)
      const [cx, cy] = engine.plot.pixel(nth(store.get().experiment.x0, index))
      grip = { dx: cx - x, dy: cy - y }
    },
    onpointermove: (/** @type {PointerEvent} */ event) => {
      if (!grip) return
      const [x, y] = place(event)
      moveTo([x + grip.dx, y + grip.dy])
      // Whoever drags wants to see where the paths go; a question is not answered before it is asked.
      const { cursor, race, experiment } = store.get()
      if (cursor === 0 && race.done && !experiment.ask) store.dispatch({ type: 'sought', k: race.last })
    },
    onlostpointercapture: () => {
      grip = null
    },
    onfocus: () => {
      gesture = gestureOf(`start ${index}`)
    },
    ondblclick: (/** @type {MouseEvent} */ event) => event.stopPropagation(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      const [right, down] = ARROWS[event.key] ?? [0, 0]
      if (right === 0 && down === 0) return
      event.preventDefault()
      event.stopPropagation()
      const far = event.shiftKey ? NUDGE * 10 : NUDGE
      const [x, y] = engine.plot.pixel(nth(store.get().experiment.x0, index))
      moveTo([x + right * far, y + down * far])
    },
  })
  return element
}

/** Which way an arrow key goes on the screen. @type {Record<string, [number, number]>} */
export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
