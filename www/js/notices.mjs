// Bars above the page: what a link got wrong, the question of an experiment, and the end of a broken instance.

import { byId, cross, el } from './dom.mjs'

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 * @param {() => void} restart begins again with a new instance of the module
 */
export function notices(page, root, restart) {
  const { store } = page
  /** @type {unknown[]} */
  let shown = []
  const predict = () => {
    if (!store.get().guessing) store.dispatch({ type: 'guessing' })
    byId('plot', HTMLDivElement).focus()
  }

  /** @param {import('./types.d.ts').State} state */
  const render = (state) => {
    const now = [state.notices, state.crashed, state.experiment.ask, state.experiment.hide, state.fresh]
    if (now.every((one, index) => one === shown[index])) return
    shown = now
    const bars = []
    if (state.crashed !== null) {
      bars.push(
        bar(
          'alert',
          el('p', {}, el('strong', {}, 'The computation broke down. '), `Your experiment is kept. (${state.crashed})`),
          el('button', { class: 'button', type: 'button', onclick: restart }, 'Start again'),
        ),
      )
    }
    state.notices.forEach((notice, index) => {
      bars.push(noticed(notice, () => store.dispatch({ type: 'dismissed', notice: index })))
    })
    if (state.experiment.ask && state.fresh) bars.push(asked(state.experiment.ask, state.experiment.hide.includes('predict') ? null : predict))
    root.replaceChildren(...bars)
  }
  store.subscribe(render)
  render(store.get())
}

/**
 * The bar of a notice.
 * @param {{ level: string, message: string }} notice
 * @param {() => void} onclick what its button does
 */
export function noticed({ level, message }, onclick) {
  const close = el(
    'button',
    { class: 'small-icon', type: 'button', 'aria-label': 'Dismiss this notice', onclick },
    cross(),
  )
  const said = bar('status', el('p', {}, clipped(message)), close)
  said.classList.toggle('note', level === 'note')
  return said
}

/**
 * The bar with the question of an experiment, and the way to a prediction.
 * @param {string} question
 * @param {(() => void) | null} [onclick]
 */
export function asked(question, onclick = null) {
  const mark = onclick && el('button', { class: 'button', type: 'button', onclick }, 'Mark a prediction')
  const ask = bar('note', el('p', {}, question), ...(mark ? [mark] : []))
  ask.classList.add('ask')
  return ask
}

/**
 * @param {string} role
 * @param {...HTMLElement} children
 */
function bar(role, ...children) {
  return el('div', { class: 'bar', role }, ...children)
}

/** @param {string} text */
function clipped(text) {
  const characters = [...text]
  return characters.length > 600 ? `${characters.slice(0, 600).join('')}…` : text
}
