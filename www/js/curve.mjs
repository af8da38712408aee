// A parameter of a run over the steps: its curve with the points that can be dragged or moved by keys, the cursor on it, and what is said of its sums.

import { el, setAttr, setText } from './dom.mjs'
import { Schedules } from './engine/schedules.mjs'
import { isLocked, withParam, withScheduleParam } from './experiment.mjs'
import { fitted } from './fitted.mjs'
import { count, short } from './format.mjs'
import { nth } from './lists.mjs'
import { ARROWS } from './handles.mjs'
import { gestureOf } from './page.mjs'

/** @typedef {import('./types.d.ts').State} State */

/** With Shift a key counts so many times. */
const FAR = 10

/**
 * @param {import('./page.mjs').Page} page
 * @param {number} run
 * @param {import('./types.d.ts').Param} param
 * @param {boolean} summed whether something is to be said of its sums
 */
export function curve(page, run, param, summed) {
  const { engine, store } = page
  const schedules = new Schedules(engine)
  const canvas = el('canvas', { role: 'img' })
  const grips = el('div')
  const root = el('div', { class: 'schedule-plot' }, canvas, grips)
  const words = el('p', { class: 'hint sums', hidden: !summed })
  const element = el('div', {}, root, words)
  const size = { width: 0, height: 0, ratio: 1 }
  /** What is seen while a handle is held. @type {number[]} */
  let held = []
  let drawn = ''
  let said = ''
  /** @type {HTMLButtonElement[]} */
  let buttons = []
  let names = ''

  /** @param {State} state */
  function update(state) {
    if (!state.experiment.o[run] || engine.dead || !engine.race) return
    const id = nth(state.experiment.o, run).schedules[param.key]?.id ?? ''
    root.hidden = !id
    const k = Math.min(Math.floor(state.cursor), state.race.last)
    const now = `${engine.instance} ${state.race.version} ${k}`
    // A race that is still being computed has its cursor at its beginning.
    if (summed && now !== said) setText(words, schedules.words(run, param.key, k))
    said = now
    if (!id || !size.width) return
    const dark = document.documentElement.dataset.theme === 'dark'
    const set = `${now} ${held} ${dark} ${size.width} ${size.ratio} ${state.looks}`
    if (set === drawn) return
    drawn = set
    const shape = schedules.shape(run, param.key, size, held)
    if (!shape) return
    schedules.draw(canvas, run, param.key, size, dark, k, held)
    setAttr(canvas, 'aria-label', `${param.name} of ${engine.label(run)} over the steps; its numbers are in the boxes above.`)
    const list = shape.handles.map(({ name }) => name).join()
    if (list !== names) {
      names = list
      buttons = shape.handles.map((_, i) => grip(i))
      grips.replaceChildren(...buttons)
    }
    const locked = isLocked(state.experiment, `runs[${run}].${param.key}`)
    shape.handles.forEach(({ name, at: [step, height], x, y }, i) => {
      const button = nth(buttons, i)
      button.style.transform = `translate(${x}px, ${y}px)`
      button.disabled = locked
      const where = Number.isFinite(step) ? `step ${count(Math.round(step))}, ${short(height)}` : short(height)
      setAttr(button, 'aria-label', `${param.name}, ${name}: ${where}. The arrow keys move it.`)
    })
  }

  /** @param {[key: string, value: number][]} changes @param {string} gesture */
  function edit(changes, gesture) {
    let { experiment } = store.get()
    for (const [key, value] of changes) {
      experiment = key ? withScheduleParam(experiment, run, param.key, key, value) : withParam(experiment, run, param.key, value)
    }
    if (changes.length) page.edit(experiment, { path: `runs[${run}].${param.key}`, gesture })
  }

  /** @param {number} i */
  function grip(i) {
    let gesture = ''
    /** @type {{ dx: number, dy: number } | null} */
    let from = null
    /** @param {PointerEvent} event @returns {[number, number]} */
    const place = (event) => {
      const { left, top } = root.getBoundingClientRect()
      return [event.clientX - left, event.clientY - top]
    }
    return el('button', {
      class: 'grip',
      type: 'button',
      onpointerdown: (/** @type {PointerEvent} */ event) => {
        if (event.button !== 0) return
        const shape = schedules.shape(run, param.key, size, held)
        if (!shape) return
        nth(buttons, i).setPointerCapture(event.pointerId)
        gesture = gestureOf(`schedule ${i}`)
        held = shape.extent
        const [x, y] = place(event)
        const at = nth(shape.handles, i)
        from = { dx: at.x - x, dy: at.y - y }
      },
      onpointermove: (/** @type {PointerEvent} */ event) => {
        if (!from) return
        const [x, y] = place(event)
        edit(schedules.moved(run, param.key, size, held, i, [x + from.dx, y + from.dy]), gesture)
      },
      onlostpointercapture: () => {
        from = null
        held = []
        update(store.get())
      },
      onfocus: () => {
        gesture = gestureOf(`schedule ${i}`)
      },
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        const [right, down] = ARROWS[event.key] ?? [0, 0]
        if (right === 0 && down === 0) return
        event.preventDefault()
        event.stopPropagation()
        edit(schedules.nudged(run, param.key, i, [right, -down], event.shiftKey ? FAR : 1), gesture)
      },
    })
  }

  fitted(root, [canvas], size, () => (drawn = ''), () => update(store.get()))

  return { element, update }
}
