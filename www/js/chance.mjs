// What is random: batches where there is data, noise on the gradient, and the seeds of both. Closed until a link or the reader wants it.

import { control } from './control.mjs'
import { el } from './dom.mjs'
import { dataOf, isLocked, withRun } from './experiment.mjs'
import { nth } from './lists.mjs'

/**
 * @typedef {import('./types.d.ts').State} State
 * @typedef {"batch" | "noise" | "seed" | "seeds"} Key
 */

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 */
export function chance(page, root) {
  const { engine, store } = page
  const controls = engine.catalog.chance.map((param) => {
    const key = /** @type {Key} */ (param.key)
    /** No batch is all examples. */
    const standard = param.absent === null ? nth(Object.values(param.default), 0) : 0
    const one = control(engine, param, {
      of: 'of the race',
      plain: true,
      change: (value, { text, gesture }) =>
        page.edit({ ...store.get().experiment, [key]: value ?? standard }, { path: key, text, gesture }),
      refuse: (text, message) => page.refuse(key, text, message),
    })
    return { key, standard, control: one }
  })
  const box = el('details', { class: 'chance' }, el('summary', {}, 'Batches, noise and seeds'), ...controls.map((one) => one.control.element))
  root.append(box)

  /** @param {State} state */
  const render = ({ experiment, drafts }) => {
    for (const { key, standard, control } of controls) {
      const value = experiment[key] === 0 && key === 'batch' ? NaN : experiment[key]
      control.update({ value, standard: key === 'batch' ? NaN : standard, locked: isLocked(experiment, key) }, drafts[key])
      if (key === 'batch') control.element.hidden = dataOf(experiment) === null
      // What a link asks for is in sight.
      if (experiment[key] !== standard || drafts[key]) box.open = true
    }
    if (dataOf(experiment)) box.open = true
  }
  store.subscribe((now, before) => {
    if (now.experiment !== before.experiment || now.drafts !== before.drafts) render(now)
  }, 'late')
  render(store.get())
}

/**
 * A run's own batch size and noise, in place of the race's.
 * @param {import('./page.mjs').Page} page
 * @param {number} run
 */
export function ownChance(page, run) {
  const { engine, store } = page
  const controls = engine.catalog.chance.flatMap((param) => {
    const key = param.key
    if (key !== 'batch' && key !== 'noise') return []
    const path = `runs[${run}].${key}`
    const one = control(engine, param, {
      of: 'of this run alone',
      plain: true,
      change: (value, { text, gesture }) => page.edit(withRun(store.get().experiment, run, { [key]: value }), { path, text, gesture }),
      refuse: (text, message) => page.refuse(path, text, message),
    })
    return [{ key: /** @type {"batch" | "noise"} */ (key), path, control: one }]
  })
  const path = `runs[${run}].batch`
  const full = el('input', {
    type: 'checkbox',
    onchange: () => page.edit(withRun(store.get().experiment, run, { batch: full.checked ? 0 : null }), { path }),
  })
  const all = el('label', { class: 'hint whole' }, full, ' all examples in every step of this run')
  return {
    elements: [...controls.map((one) => one.control.element), all],
    /** @param {State} state */
    update({ experiment, drafts }) {
      // Where the race has no batches a run without its own sees all.
      const own = nth(experiment.o, run).batch
      all.hidden = dataOf(experiment) === null || (experiment.batch === 0 && !own)
      full.checked = own === 0
      full.disabled = isLocked(experiment, path)
      for (const { key, path, control } of controls) {
        const races = key === 'batch' && experiment.batch === 0 ? NaN : experiment[key]
        const given = nth(experiment.o, run)[key]
        const value = given === null ? races : key === 'batch' && given === 0 ? NaN : given
        control.update({ value, standard: races, locked: isLocked(experiment, path) }, drafts[path])
        control.element.hidden = key === 'batch' ? dataOf(experiment) === null : experiment.noise === 0 && given === null
      }
    },
  }
}
