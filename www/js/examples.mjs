// The data beside the loss: examples, the model of each run at the cursor, and the examples of the chosen run's next step. Own points are set by
// clicking or typed as text.

import { byId, el, setAttr, setText, setValue } from './dom.mjs'
import { dataOf, isLocked, objective, toggled } from './experiment.mjs'
import { fitted } from './fitted.mjs'
import { count, short } from './format.mjs'
import { grips } from './grips.mjs'
import { gestureOf } from './page.mjs'

/** @typedef {import('./types.d.ts').State} State */
/** @typedef {import('./types.d.ts').Point} Point */

/** So much of a line that is no point is shown. */
const LONG = 40

/** @param {import('./page.mjs').Page} page */
export function examples(page) {
  const { engine, store } = page
  const ground = el('canvas', { 'aria-hidden': 'true' })
  const canvas = el('canvas', { id: 'examples', role: 'img' })
  const root = el('div', { class: 'examples-plot' }, ground, canvas)
  const words = el('p', { class: 'hint' })
  const own = ownPoints(page)
  const about = engine.catalog.layers.find((layer) => layer.id === 'scatter')?.about ?? ''
  const toggle = el('button', { type: 'button', title: about, onclick: () => store.dispatch({ type: 'layered', see: toggled(store.get().experiment, 'scatter') }) }, 'batches')
  const head = el('div', { class: 'chart-head' }, el('h3', {}, 'Data'), el('div', { class: 'segmented small' }, toggle))
  const cloud = scatter(page)
  const figure = el('div', { class: 'figure', hidden: true }, head, root, words, cloud.element)
  byId('charts', HTMLDivElement).before(figure)
  const size = { width: 0, height: 0, ratio: 1 }
  let drawn = ''
  let under = ''
  const redraw = () => {
    drawn = under = ''
    render(store.get())
  }
  const points = grips(page, root, size, redraw)

  /** @param {State} state */
  function render(state) {
    const { experiment } = state
    const spec = dataOf(experiment)
    figure.hidden = !spec || !experiment.see.includes('data')
    if (!spec || figure.hidden) return
    // There only where points are one's own.
    if (!engine.dataset(experiment)?.own) own.element.remove()
    else if (!own.element.isConnected) words.after(own.element)
    own.update(state)
    cloud.update(state)
    setAttr(toggle, 'aria-pressed', String(experiment.see.includes('scatter')))
    if (!size.width || engine.dead || !engine.race) return
    const dark = document.documentElement.dataset.theme === 'dark'
    const k = Math.min(state.hover ? state.hover.k : Math.floor(state.cursor), state.race.last)
    const bright = state.hover?.run ?? -1
    const set = `${engine.instance} ${state.race.version} ${state.race.last} ${k} ${bright} ${state.hidden} ${state.looks} ${state.chosen} ${dark} ${size.width} ${size.ratio}`
    if (set === drawn) return
    drawn = set
    const still = `${engine.instance} ${objective(experiment)} ${dark} ${size.width} ${size.ratio}`
    if (still !== under) engine.examples.drawGround(ground, size, dark)
    under = still
    points.update(state)
    engine.examples.draw(state, canvas, size, dark, k, bright)
    const name = engine.label(state.chosen)
    const batch = engine.examples.batch(state.chosen, k)
    const seen = batch === 1 ? 'the one example' : `the ${batch} examples`
    const [read = 0, epochs = 0] = engine.examples.read(state.chosen, k)
    const so = `${count(read)} examples read by step ${count(k)}: ${short(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}.`
    setText(words, `${batch ? `Filled: ${seen} of the next step of ${name}.` : `${name} sees all examples in every step.`} Dashed: the best model. ${so}`)
    setAttr(canvas, 'aria-label', `The examples of ${engine.title(experiment)} with the models of the runs at step ${k}. The numbers are in the list of runs.`)
  }

  /** A click sets a point; what is there is a grip of its own. */
  root.addEventListener('click', (event) => {
    const { experiment } = store.get()
    const spec = dataOf(experiment)
    if (!spec || !engine.dataset(experiment)?.own || isLocked(experiment, 'f')) return
    const { left, top } = root.getBoundingClientRect()
    const [x, y] = [event.clientX - left, event.clientY - top]
    const pts = [...engine.examples.points(), engine.examples.at(size, x, y)]
    page.edit({ ...experiment, f: { data: { ...spec, pts } } }, { path: 'pts' })
  })

  fitted(root, [ground, canvas], size, () => (drawn = under = ''), () => render(store.get()))
  store.subscribe(render, 'late')
  render(store.get())
}

/** The estimator in view: the gradients of batches where the chosen run stands. @param {import('./page.mjs').Page} page */
function scatter({ engine, store }) {
  const canvas = el('canvas', { id: 'scatter', role: 'img' })
  const root = el('div', { class: 'examples-plot scatter' }, canvas)
  const words = el('p', { class: 'hint' })
  const element = el('div', { hidden: true }, root, words)
  const size = { width: 0, height: 0, ratio: 1 }
  let drawn = ''

  /** @param {State} state */
  function update(state) {
    element.hidden = !state.experiment.see.includes('scatter')
    if (element.hidden || !size.width || engine.dead || !engine.race) return
    const dark = document.documentElement.dataset.theme === 'dark'
    const k = Math.min(Math.floor(state.cursor), state.race.last)
    const set = `${engine.instance} ${state.race.version} ${k} ${state.chosen} ${state.looks} ${dark} ${size.width} ${size.ratio}`
    if (set === drawn) return
    drawn = set
    const batch = engine.examples.drawScatter(state.chosen, canvas, size, dark, k)
    setText(words, `Gradients of batches of ${batch} where ${engine.label(state.chosen)} stands: a ring at their mean, an ellipse at two standard deviations, an arrow for the whole gradient. Below, their variance as measured, by the formula, and 1/m (dashed); and how far the mean of the first K batches is from the whole gradient, beside σ/√K (dashed): nothing keeps it from falling, the estimate is unbiased.`)
    setAttr(canvas, 'aria-label', `The gradients of batches of ${batch} scatter around the whole gradient; their variance falls with the batch size, and the error of their mean with the number of batches.`)
  }
  fitted(root, [canvas], size, () => (drawn = ''), () => update(store.get()))
  return { element, update }
}

/** The model of own points, and the points as text. @param {import('./page.mjs').Page} page */
function ownPoints(page) {
  const { engine, store } = page
  let gesture = ''
  const model = el('select', {
    class: 'field',
    'aria-label': 'Model',
    onchange: () => {
      const { experiment } = store.get()
      const spec = dataOf(experiment)
      if (spec) page.edit({ ...experiment, f: { data: { ...spec, model: model.value } } }, { path: 'data.model' })
    },
  })
  model.append(...engine.catalog.models.map(({ id, name }) => el('option', { value: id }, name)))
  const fault = el('p', { class: 'fault', id: 'pts-fault', role: 'status', hidden: true })
  const text = el('textarea', {
    class: 'field',
    rows: '5',
    'aria-label': 'Points as text, input and output on a line',
    'aria-describedby': 'pts-fault',
    spellcheck: 'false',
    onfocus: () => {
      gesture = gestureOf('pts')
    },
    oninput: () => {
      const { experiment } = store.get()
      const spec = dataOf(experiment)
      const { pts, wrong } = parsed(text.value)
      if (wrong) page.refuse('pts', text.value, `“${wrong.length > LONG ? `${wrong.slice(0, LONG)}…` : wrong}” is no point: two numbers on a line are allowed, as in 1, 2.`)
      else if (spec && pts.length) page.edit({ ...experiment, f: { data: { ...spec, pts } } }, { path: 'pts', text: text.value, gesture })
    },
  })
  const hint = el('p', { class: 'hint' }, 'Click in the picture to set a point, drag a point to move it, click on it to take it away.')
  const box = el('details', {}, el('summary', {}, 'Points as text'), text, fault)
  const element = el('div', { class: 'own-points' }, hint, el('label', { class: 'hint' }, 'Fit ', model), box)
  return {
    element,
    /** @param {State} state */
    update({ experiment, drafts }) {
      const data = engine.dataset(experiment)
      if (!data?.own) return
      model.disabled = text.readOnly = isLocked(experiment, 'f')
      setValue(model, dataOf(experiment)?.model ?? data.model)
      const draft = drafts.pts
      const lines = engine.examples.points().map((point) => point.join(', '))
      if (document.activeElement !== text) setValue(text, draft?.text ?? lines.join('\n'))
      setAttr(text, 'aria-invalid', draft ? 'true' : null)
      fault.hidden = !draft
      setText(fault, draft?.message ?? '')
    },
  }
}

/**
 * Points from lines of two numbers, apart by commas, semicolons or blanks. Where semicolons or tabs part them, a comma is a decimal one. A first
 * line without a number is the head of a table.
 * @param {string} text
 */
export function parsed(text) {
  /** @type {Point[]} */
  const pts = []
  const lines = text.split(/\r?\n|\r/).map((line) => line.trim())
  for (const [i, line] of lines.entries()) {
    if (!line) continue
    const cells = cellsOf(line).map((cell) => cell.replace(/^"(.*)"$/, '$1').trim())
    const [t = NaN, v = NaN] = cells.map((cell) => (cell ? Number(cell) : NaN))
    if (cells.length === 2 && Number.isFinite(t) && Number.isFinite(v)) pts.push([t, v])
    else if (i > 0 || cells.some((cell) => Number.isFinite(Number(cell || NaN)))) return { pts, wrong: line }
  }
  return { pts, wrong: '' }
}

/** @param {string} line */
function cellsOf(line) {
  if (/[;\t]/.test(line)) return line.split(/[;\t]/).map((cell) => cell.trim().replace(/^("?[-+]?\d*),(?=\d)/, '$1.'))
  const blanks = line.split(/\s+/)
  // “1,5 2,5”: a comma between digits and a blank between numbers.
  if (blanks.length === 2 && blanks.every((cell) => /^[-+]?\d+,\d+$/.test(cell))) return blanks.map((cell) => cell.replace(',', '.'))
  return line.split(/\s*,\s*|\s+/)
}
