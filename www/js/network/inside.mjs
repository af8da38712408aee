// A look into the network of the chosen run: what it gets wrong and what it thought, what it takes for what, what its first layer weighs, and the way
// that it came. The run's worker is asked when it stands still.

import { byId, el, pixelRatio, resize, setAttr, setText } from '../dom.mjs'
import { count, value } from '../format.mjs'
import { nth } from '../lists.mjs'
import { paint, tiles } from './paint.mjs'

/** @typedef {import('./types.d.ts').State['inside']} Tab */

/** @type {[Tab, string][]} */
const TABS = [
  ['wrong', 'Errors'],
  ['confusion', 'Confusion'],
  ['weights', 'Weights'],
  ['path', 'Path'],
]
/** The room of the slice's axes, in pixels: beside it and below it. */
const AXES = { width: 60, height: 54 }

/**
 * @typedef {object} Seen what is known of a run's network
 * @property {number} step when it was asked for
 * @property {import('./types.d.ts').Look | null} look
 * @property {any} slice
 * @property {Set<'look' | 'slice'>} asked
 */

/**
 * @param {import('./types.d.ts').Page} page
 * @param {(run: number, type: 'look' | 'slice') => void} ask
 */
export function inside({ engine, store }, ask) {
  const root = byId('inside', HTMLDivElement)
  const tabs = TABS.map(([id, name]) => {
    const button = el('button', { type: 'button', onclick: () => store.set({ inside: id }) }, name)
    return { id, button }
  })
  const words = el('p', { class: 'about' })
  const body = el('div', { class: 'inside' })
  root.append(el('div', { class: 'segmented small', role: 'group', 'aria-label': 'What is shown' }, ...tabs.map(({ button }) => button)), words, body)

  /** @type {Map<number, Seen>} */
  const known = new Map()
  let shown = ''
  const dark = () => document.documentElement.dataset.theme === 'dark'

  function render() {
    const { status, chosen, inside: tab, broken } = store.get()
    for (const { id, button } of tabs) setAttr(button, 'aria-pressed', String(id === tab))
    const begun = status !== 'empty' && status !== 'ready'
    const at = engine.standing(chosen)
    const stands = status !== 'stale' && begun && at.step > 0 && !broken[chosen] && (status !== 'training' || at.ended)
    let seen = known.get(chosen)
    if (stands && seen?.step !== at.step) {
      seen = { step: at.step, look: null, slice: undefined, asked: new Set() }
      known.set(chosen, seen)
    }
    const type = tab === 'path' ? 'slice' : 'look'
    if (stands && seen && !seen.asked.has(type)) {
      seen.asked.add(type)
      ask(chosen, type)
    }
    const have = seen && (type === 'look' ? seen.look : seen.slice !== undefined)
    const key = [chosen, tab, seen?.step, Boolean(have), dark(), stands, begun, status === 'stale', engine.label(chosen), tab === 'path' ? body.clientWidth : 0].join()
    if (key === shown) return
    shown = key
    if (!seen || !have || !begun) {
      setText(words, !begun ? 'Once a network has been trained, it can be looked into.' : stands ? `Looking into ${engine.label(chosen)} …` : status === 'stale' ? 'Train again to look inside.' : `Pause, or wait for the end of ${engine.label(chosen)}, to look inside.`)
      body.replaceChildren()
      return
    }
    const late = !stands && status === 'training' ? ' As it was when it stood still last.' : ''
    if (tab === 'path') showPath(seen.slice, late)
    else if (seen.look) ({ wrong, confusion, weights })[tab](seen.look, late)
  }

  /** @param {import('./types.d.ts').Look} look @param {string} late */
  function wrong(look, late) {
    const { known: data } = store.get()
    const shape = data?.about.shape ?? [1, 1, 1]
    setText(words, look.wrong === 0 ? `${engine.label(store.get().chosen)} gets none of the test set wrong.${late}` : `${engine.label(store.get().chosen)} gets ${count(look.wrong)} of ${count(data?.about.test ?? 0)} wrong. Below each: what it is → what the network thought.${late}`)
    const { labels } = look.sheet
    const pictures = look.wrong === 0 ? [] : tiles(look.sheet, [shape[1], shape[0]], labels.length)
    const items = pictures.map((canvas, i) => {
      canvas.setAttribute('aria-hidden', 'true')
      return el('li', {}, canvas, el('span', {}, String(nth(labels, i)), ' → ', el('b', {}, String(nth(look.thoughts, i)))))
    })
    body.replaceChildren(el('ul', { class: 'wrong' }, ...items))
  }

  /** @param {import('./types.d.ts').Look} look @param {string} late */
  function confusion(look, late) {
    setText(words, `How many of each class ${engine.label(store.get().chosen)} takes for each: a row is what it is, a column what the network thought.${late}`)
    const classes = Array.from({ length: look.classes }, (_, i) => i)
    const rows = classes.map((is) => {
      const cells = classes.map((thought) => {
        const at = is * look.classes + thought
        const cell = el('td', { class: is === thought ? 'right' : '' }, look.confusion[at] ? String(look.confusion[at]) : '·')
        cell.style.setProperty('--share', String(look.shares[at]))
        return cell
      })
      return el('tr', {}, el('th', { scope: 'row' }, String(is)), ...cells)
    })
    const head = el('tr', {}, el('td'), ...classes.map((i) => el('th', { scope: 'col' }, String(i))))
    body.replaceChildren(
      el('div', { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': 'Confusion matrix' }, el('table', { class: 'numbers confusion' }, el('thead', {}, head), el('tbody', {}, ...rows))),
    )
  }

  /** @param {import('./types.d.ts').Look} look @param {string} late */
  function weights(look, late) {
    const label = 'What each unit of the first layer weighs: orange where more ink speaks for it, blue where it speaks against it; each beside its own largest weight.'
    setText(words, label + late)
    const canvas = el('canvas', { class: 'weights', role: 'img', 'aria-label': `Weights of the first layer of ${engine.label(store.get().chosen)}` })
    paint(canvas, look.weights)
    body.replaceChildren(canvas)
  }

  /** @param {any} slice @param {string} late */
  function showPath(slice, late) {
    if (slice === null) {
      setText(words, 'The path is too short for a plane: three points are needed.')
      body.replaceChildren()
      return
    }
    const { chosen } = store.get()
    const [first = 0, second = 0] = [...slice.share()]
    const [low = NaN, high = NaN] = [...slice.range()]
    const percent = (/** @type {number} */ share) => `${value(100 * share)} %`
    setText(
      words,
      `The way of ${engine.label(chosen)} in the plane of its two principal directions, which hold ${percent(first)} and ${percent(second)} of its squared distances from the end, over the training loss there (${value(low)} to ${value(high)}, on 500 examples).${late}`,
    )
    const canvas = el('canvas', { role: 'img', 'aria-label': `Path of ${engine.label(chosen)} over a slice of the loss` })
    body.replaceChildren(canvas)
    const width = body.clientWidth
    const height = width - AXES.width + AXES.height
    resize(canvas, { width, height }, pixelRatio())
    slice.draw(canvas, width, height, pixelRatio(), dark(), engine.looks[chosen] ?? chosen)
  }

  store.subscribe(render)
  new ResizeObserver(render).observe(body)
  new MutationObserver(render).observe(document.documentElement, { attributeFilter: ['data-theme'] })
  render()

  return {
    /** Takes what a worker answers. @param {number} run @param {import('./types.d.ts').Said} said */
    take(run, said) {
      const seen = known.get(run)
      if (!seen) return
      if (said.type === 'look') seen.look = said.look
      else if (said.type === 'slice') seen.slice = said.slice ? engine.wasm.Slice.of(said.slice) : null
      render()
    },
  }
}
