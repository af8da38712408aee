// What is random: batches where there is data, noise on the gradient, and the seeds of both. Closed until a link or the reader wants it.

import { control } from './control.mjs'
import { el } from './dom.mjs'
import { dataOf, isLocked } from './experiment.mjs'
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
