// Who came below a value first, and when: each answer is a way to that step.

import { el, numberBox, setAttr, setText } from './dom.mjs'
import { count, noNumber, parse } from './format.mjs'
import { dress, swatch } from './swatch.mjs'

/** The value asked for at first, as people write it. */
const USUAL = '1e-6'

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 */
export function below(page, root) {
  const { engine, store } = page
  let value = Number(USUAL)
  const fault = el('p', { class: 'fault', id: 'below-fault', hidden: true })
  const box = numberBox({
    class: 'field number',
    id: 'below',
    'aria-describedby': 'below-fault',
    oninput: () => {
      const typed = parse(box.value)
      fault.hidden = typed !== null
      setAttr(box, 'aria-invalid', typed === null ? 'true' : null)
      setText(fault, typed === null ? noNumber(box.value) : '')
      if (typed === null) return
      value = typed
      render(store.get())
    },
  })
  box.value = USUAL
  const list = el('ul', { class: 'below-list' })
  const rest = el('span')
  root.append(el('div', { class: 'below-ask' }, el('label', { for: 'below' }, 'first below'), box, rest), list, fault)

  let shown = ''
  /** @param {import('./types.d.ts').State} state */
  function render(state) {
    if (!state.race.done) return
    const key = `${engine.instance} ${state.race.version} ${value}`
    if (key === shown) return
    shown = key
    const steps = engine.firstBelow(value)
    const many = state.experiment.x0.length > 1
    const answers = engine.infos.map((info, i) => ({ info, k: steps[i] ?? -1 }))
    const reached = answers.filter(({ k }) => k >= 0).sort((a, b) => a.k - b.k)
    const never = answers.length - reached.length
    const buttons = reached.map(({ info, k }) => {
      const from = many ? ` from start ${info.start + 1}` : ''
      const name = `${engine.label(info.run)}${from}`
      const button = el(
        'button',
        {
          type: 'button',
          title: `${name}: to step ${k}`,
          'aria-label': `${name}: to step ${k}, the first below ${box.value}`,
          onclick: () => store.dispatch({ type: 'sought', k }),
        },
        swatch(engine.style(info.run)),
        count(k),
      )
      dress(button, engine.style(info.run), info.run)
      return el('li', {}, button)
    })
    const some = reached.length === 0 ? 'no run' : `${never} of ${answers.length} never`
    setText(rest, never > 0 ? some : '')
    list.replaceChildren(...buttons)
  }
  store.subscribe(render, 'late')
  render(store.get())
}
