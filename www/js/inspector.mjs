// The chosen run at the cursor: where it stands, and its next step taken apart, with the rule and its numbers.

import { el, pixelRatio, resize, setAttr, setText } from './dom.mjs'
import { formOf, nameOf } from './experiment.mjs'
import { count, point, slopeOf, value } from './format.mjs'
import { math } from './math.mjs'
import { dress, swatch } from './swatch.mjs'

/** @typedef {import('./types.d.ts').State} State */
/** @typedef {import('./types.d.ts').RuleLine} RuleLine */

/** While it plays, a step is shown for so many milliseconds at least. */
const PAUSE = 150

/** A piece of a line: with letters, below it with the numbers of the step. @param {RuleLine} line */
const lineOf = (line) =>
  el(
    'div',
    { class: 'update' },
    ...line.flatMap(({ letters, numbers, words }) => [
      ...(letters ? [math(letters)] : []),
      ...(words ? [el('span', { class: 'words' }, words)] : []),
      ...(numbers.length ? [el('div', { class: 'numbers' }, ...numbers.flatMap((part) => [math(part), ' ']))] : []),
    ]),
  )

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 */
export function inspector(page, root) {
  const { engine, store } = page
  const heading = el('h2')
  const head = el('div', { class: 'inspector-name' }, heading)
  const body = el('tbody')
  const say = el('p', { class: 'say' })
  const step = el('p', { id: 'step-says' })
  const ground = el('p', { id: 'ground-says' })
  const rule = el('div', { class: 'rule', role: 'group', tabindex: '0' })
  const values = el('tbody')
  const terms = el(
    'details',
    { class: 'terms' },
    el('summary', {}, 'All terms of this step'),
    el('div', { class: 'terms-list', role: 'group', tabindex: '0', 'aria-label': 'Terms of the step' }, el('table', { class: 'facts' }, values)),
  )
  const about = el('div', { class: 'about' })
  const lines = el('div', { class: 'searches' })
  const caption = el('figcaption')
  const search = el('figure', { class: 'search', hidden: true }, el('h3', {}, 'Line search'), lines, caption)
  /** @type {{ root: HTMLElement, name: HTMLElement, canvas: HTMLCanvasElement }[]} the plots, one a line */
  const plots = []
  /** @param {number} i */
  const plotOf = (i) => {
    const known = plots[i]
    if (known) return known
    const canvas = el('canvas', { id: i ? `search-${i}` : 'search', role: 'img' })
    const name = el('p')
    const made = { root: el('div', {}, name, el('div', { class: 'search-box' }, canvas)), name, canvas }
    plots.push(made)
    lines.append(made.root)
    return made
  }
  root.append(head, el('table', { class: 'facts' }, body), say, step, ground, rule, search, terms, about)

  /** @param {string} name */
  const fact = (name) => {
    const cell = el('td')
    const head = el('th', { scope: 'row' }, name)
    const line = el('tr', {}, head, cell)
    body.append(line)
    return { line, name: head, cell }
  }
  const from = fact('from')
  const seed = fact('seed')
  const steps = fact('step')
  const place = fact('at')
  const height = fact('f')
  const gap = fact('above the best')
  const slope = fact(slopeOf(null))
  const evals = fact('evaluations f, g, H')

  /**
   * @param {import('./types.d.ts').Inspected} inspected
   * @param {import('./types.d.ts').Row} row
   * @param {string} label
   */
  function takeApart({ k, lines, terms: list, says, searches, ground: what, eigenvalues }, { run, start }, label) {
    const numbered = lines.some((line) => line.some(({ numbers }) => numbers.length))
    rule.setAttribute('aria-label', numbered ? `Step ${k + 1} of ${label}` : `The rule of ${label}`)
    rule.replaceChildren(...lines.map(lineOf))
    setText(step, says)
    step.hidden = !says
    setText(ground, `${what} ${eigenvalues}`)
    terms.hidden = !list.length
    search.hidden = !searches.length
    setText(caption, searches[0]?.caption ?? '')
    searches.forEach(({ symbol, words }, i) => {
      const { root, name, canvas } = plotOf(i)
      root.hidden = false
      name.replaceChildren(...(symbol ? ['along ', math(symbol)] : []))
      setAttr(canvas, 'aria-label', words)
      const box = /** @type {HTMLElement} */ (canvas.parentElement)
      const size = { width: box.clientWidth, height: box.clientHeight }
      const ratio = pixelRatio()
      resize(canvas, size, ratio)
      // Out of sight it has no size; it is drawn when it gets one.
      if (size.width) engine.drawSearch(canvas, [run, start, k, i], size, ratio, document.documentElement.dataset.theme === 'dark')
    })
    plots.slice(searches.length).forEach(({ root }) => (root.hidden = true))
    if (terms.open) {
      values.replaceChildren(
        ...list.map(({ symbol, words, value }) =>
          el('tr', {}, el('th', { scope: 'row' }, math(symbol), ` ${words}`), el('td', {}, math(value))),
        ),
      )
    }
  }

  let dressed = ''
  let shown = ''
  let time = -PAUSE
  /** @param {State} state */
  const render = (state) => {
    root.hidden = !state.experiment.see.includes('inspector')
    if (root.hidden) return
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
      about.replaceChildren(
        el('p', {}, method.about),
        ...(method.forms.length > 1 && method.conventions
          ? [el('p', {}, `Here: ${nameOf(method, form)}. ${method.conventions}`)]
          : []),
        el('p', {}, `${authors} (${year}), ${title}${place ? `, ${place}` : ''}`),
      )
    }
    const k = state.hover?.k ?? Math.floor(state.cursor)
    const key = `${engine.instance} ${state.race.version} ${state.race.last} ${state.race.done} ${k} ${run} ${state.hover?.start} ${terms.open}`
    // While it plays nobody reads every step.
    if (key === shown || (state.playing && performance.now() - time < PAUSE)) return
    shown = key
    time = performance.now()
    const rows = engine.at(k).filter((one) => one.run === run)
    const row = rows.find((one) => one.start === state.hover?.start) ?? rows[0]
    if (!row) return
    from.line.hidden = rows.length < 2
    setText(from.cell, point(state.experiment.x0[row.start] ?? []))
    const { seed: first, seeds } = state.experiment
    seed.line.hidden = seeds < 2
    setText(seed.cell, `${first}, the first of ${seeds}`)
    setText(steps.cell, count(row.k))
    setText(place.cell, point(row.x))
    setText(height.cell, value(row.f))
    setText(gap.cell, value(row.above))
    gap.line.hidden = row.above === null
    setText(slope.name, slopeOf(row))
    setText(slope.cell, value(row.grad_norm))
    setText(evals.cell, row.counts.map(count).join(', '))
    const words = row.words.charAt(0).toUpperCase() + row.words.slice(1) + (row.note ? `; ${row.note}` : '')
    setText(say, `${words}. ${engine.sentence(row)}`)
    const inspected = engine.inspect(run, row.start, row.k)
    if (inspected) takeApart(inspected, row, label)
  }
  terms.addEventListener('toggle', () => render(store.get()))
  const anew = () => {
    shown = ''
    render(store.get())
  }
  new ResizeObserver(anew).observe(root)
  new MutationObserver(anew).observe(document.documentElement, { attributeFilter: ['data-theme'] })
  store.subscribe(render, 'late')
  render(store.get())
}
