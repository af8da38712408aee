// Bars above the page: what a link got wrong, the question of an experiment, and the end of a broken instance.

import { el } from './dom.mjs'
import { cross } from './minimize.mjs'

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 * @param {() => void} restart begins again with a new instance of the module
 */
export function notices(page, root, restart) {
  const { store } = page
  /** @type {unknown[]} */
  let shown = []

  /** @param {import('./types.d.ts').State} state */
  const render = (state) => {
    const now = [state.notices, state.crashed, state.experiment.ask, state.fresh]
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
      const close = el(
        'button',
        {
          class: 'small-icon',
          type: 'button',
          'aria-label': 'Dismiss this notice',
          onclick: () => store.dispatch({ type: 'dismissed', notice: index }),
        },
        cross(),
      )
      const said = bar('status', el('p', {}, clipped(notice.message)), close)
      said.classList.toggle('note', notice.level === 'note')
      bars.push(said)
    })
    if (state.experiment.ask && state.fresh) {
      const ask = bar('note', el('p', {}, state.experiment.ask))
      ask.classList.add('ask')
      bars.push(ask)
    }
    root.replaceChildren(...bars)
  }
  store.subscribe(render)
  render(store.get())
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
