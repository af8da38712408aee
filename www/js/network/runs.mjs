// The methods that train: one list with their settings, which says how far each is.

import { add } from '../add.mjs'
import { byId, el, setAttr, setText } from '../dom.mjs'
import * as edits from '../experiment.mjs'
import { count, value } from '../format.mjs'
import { paramControl, settingsOf, updateParam } from '../runs.mjs'
import { dress, swatch } from '../swatch.mjs'

/** The parameter that stays in sight. */
const ALWAYS = 'rate'

/**
 * @param {import('./types.d.ts').Page} page
 * @param {(run: number) => void} restart begins a run anew whose worker broke down
 */
export function runs(page, restart) {
  const { engine, store } = page
  const list = byId('runs', HTMLOListElement)
  /** @type {ReturnType<typeof card>[]} */
  let cards = []
  const render = () => {
    const state = store.get()
    const specs = state.experiment.o
    /** @param {ReturnType<typeof card>} one @param {number} run */
    const fits = (one, run) => one.method === specs[run]?.method && one.style === engine.style(run)
    if (cards.length !== specs.length || !cards.every(fits)) {
      const old = cards
      cards = specs.map((spec, run) => {
        const kept = old[run]
        return kept && fits(kept, run) && old.length === specs.length ? kept : card(page, run, spec.method, restart)
      })
      list.replaceChildren(...cards.map((one) => one.element))
    }
    for (const one of cards) one.update(state)
  }
  store.subscribe(render)
  render()
  add(/** @type {any} */ (page), byId('add', HTMLDivElement))
}

/**
 * @param {import('./types.d.ts').Page} page
 * @param {number} run
 * @param {string} id
 * @param {(run: number) => void} restart
 */
function card(page, run, id, restart) {
  const { engine, store } = page
  /** What is shared with the page of the plane asks for that page. @type {any} */
  const shared = page
  const method = engine.method(id)
  const style = engine.style(run)
  const eye = el(
    'button',
    {
      class: 'run-eye',
      type: 'button',
      title: 'Show or hide',
      onclick: () => store.set({ hidden: store.get().hidden.map((one, i) => (i === run ? !one : one)) }),
    },
    swatch(style),
  )
  const nameText = el('span')
  const form = el('small')
  const name = el(
    'button',
    {
      class: 'run-name',
      type: 'button',
      'aria-controls': `run-${run}`,
      onclick: () => store.set({ open: store.get().open === run ? null : run, chosen: run }),
    },
    nameText,
    form,
  )
  const number = el('output', { class: 'run-value' })
  const words = el('span', { class: 'words' })
  const again = el('button', { class: 'button', type: 'button', onclick: () => restart(run) }, 'Restart')
  const rateParam = method.params.find((param) => param.key === ALWAYS)
  const rate = rateParam ? paramControl(shared, run, rateParam) : null
  const more = el('div', { class: 'run-more', id: `run-${run}`, hidden: true })
  const line = el('p', { class: 'run-words' }, words, again)
  const element = el('li', { class: 'run' }, el('div', { class: 'run-top' }, eye, name, number), rate ? rate.element : null, line, more)
  dress(element, style, run)
  /** @type {import('../runs.mjs').Settings | null} */
  let settings = null

  return {
    element,
    method: id,
    style,
    /** @param {import('./types.d.ts').State} state */
    update(state) {
      const spec = state.experiment.o[run]
      if (!spec) return
      const label = engine.label(run)
      setText(nameText, label)
      setText(form, spec.form ? edits.nameOf(method, spec.form) : '')
      const hidden = state.hidden[run] ?? false
      element.classList.toggle('is-hidden', hidden)
      element.classList.toggle('chosen', state.chosen === run)
      setAttr(eye, 'aria-pressed', String(!hidden))
      setAttr(eye, 'aria-label', `Show ${label}`)
      const open = state.open === run
      setAttr(name, 'aria-expanded', String(open))
      more.hidden = !open
      if (rate && rateParam) updateParam(rate, rateParam, /** @type {any} */ (state), run, method)
      if (open) {
        settings ??= settingsOf(shared, run, method, more, el('div', { class: 'run-actions' }))
        settings.update(/** @type {any} */ (state))
      }
      const broken = state.broken[run] ?? null
      const begun = state.status !== 'empty' && state.status !== 'ready'
      const at = engine.standing(run)
      setText(number, at.valAccuracy === null ? '' : value(at.valAccuracy))
      setText(words, broken ?? (begun && at.steps > 0 ? progress(at, state.ends[run] ?? null) : ''))
      line.classList.toggle('broken', broken !== null)
      again.hidden = broken === null || state.status === 'stale'
    },
  }
}

/**
 * How far a run is, in words.
 * @param {import('./types.d.ts').Standing} at
 * @param {string | null} end
 */
function progress(at, end) {
  const loss = at.loss === null ? '' : `, loss ${value(at.loss)}`
  if (at.ended && at.epoch < at.epochs) return `${end ?? ''} Epoch ${count(at.epoch + 1)} was not finished.`.trim()
  if (at.ended) return `${at.epoch === 1 ? '1 epoch' : `${count(at.epoch)} epochs`}${loss}`
  return `step ${count(at.step)} of ${count(at.steps)}${loss}`
}
