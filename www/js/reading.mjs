// The chosen run at the cursor, in numbers and words, with its rule and where that comes from.

import { el, setText } from './dom.mjs'
import { formOf } from './experiment.mjs'
import { count, point, value } from './format.mjs'
import { WHOSE } from './runs.mjs'
import { dress, swatch } from './swatch.mjs'

/** @typedef {import('./types.d.ts').State} State */

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 */
export function reading(page, root) {
  const { engine, store } = page
  const heading = el('h2')
  const head = el('div', { class: 'reading-name' }, heading)
  const body = el('tbody')
  const say = el('p', { class: 'say' })
  const rule = el('div', { class: 'rule' })
  root.append(head, el('table', { class: 'facts' }, body), say, rule)

  /** @param {string} name */
  const fact = (name) => {
    const cell = el('td')
    const line = el('tr', {}, el('th', { scope: 'row' }, name), cell)
    body.append(line)
    return { line, cell }
  }
  const from = fact('from')
  const step = fact('step')
  const place = fact('at')
  const height = fact('f')
  const gap = fact('above the best')
  const slope = fact('‖∇f‖')
  const evals = fact('evaluations f, g, H')

  let dressed = ''
  let shown = ''
  /** @param {State} state */
  const render = (state) => {
    const run = state.hover?.run ?? Math.min(state.chosen, state.experiment.o.length - 1)
    const spec = state.experiment.o[run]
    if (!spec) return
    const method = engine.method(spec.method)
    const form = formOf(method, spec)
    const label = engine.label(run)
    const look = `${state.looks[run]} ${spec.method} ${form}`
    setText(heading, label)
    if (look !== dressed) {
      dressed = look
      head.querySelector('svg')?.remove()
      head.prepend(swatch(engine.style(run)))
      dress(root, engine.style(run), run)
      const { authors, year, title, place } = method.reference
      rule.replaceChildren(
        ...method.rule.map((line) => el('p', { class: 'update' }, line)),
        el('p', {}, method.about),
        ...(method.forms.length > 1 && method.conventions
          ? [el('p', {}, `The convention here is ${WHOSE[form] ?? form}. ${method.conventions}`)]
          : []),
        el('p', {}, `${authors} (${year}), ${title}${place ? `, ${place}` : ''}`),
      )
    }
    const k = state.hover?.k ?? Math.floor(state.cursor)
    const key = `${state.race.version} ${state.race.last} ${state.race.done} ${k} ${run} ${state.hover?.start}`
    if (key === shown) return
    shown = key
    const rows = engine.at(k).filter((one) => one.run === run)
    const row = rows.find((one) => one.start === state.hover?.start) ?? rows[0]
    if (!row) return
    from.line.hidden = rows.length < 2
    setText(from.cell, point(state.experiment.x0[row.start] ?? []))
    setText(step.cell, count(row.k))
    setText(place.cell, point(row.x))
    setText(height.cell, value(row.f))
    setText(gap.cell, value(row.above))
    gap.line.hidden = row.above === null
    setText(slope.cell, value(row.grad_norm))
    setText(evals.cell, row.counts.map(count).join(', '))
    const words = row.words.charAt(0).toUpperCase() + row.words.slice(1)
    setText(say, `${words}. ${engine.sentence(row)}`)
  }
  store.subscribe(render, 'late')
  render(store.get())
}
