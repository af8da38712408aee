// The legend of small screens: each run's look, name and value, right under the timeline.

import { el, setAttr, setText } from './dom.mjs'
import { value } from './format.mjs'
import { dress, swatch } from './swatch.mjs'

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 */
export function chips(page, root) {
  const { engine, store } = page
  /** @type {{ button: HTMLButtonElement, name: HTMLElement, number: HTMLElement }[]} */
  let list = []
  /** @type {number[]} */
  let looks = []
  // Asked for once a size: asking in every frame would lay out the page each time.
  let unseen = false

  /** @param {import('./types.d.ts').State} state */
  const render = (state) => {
    if (list.length !== state.experiment.o.length || state.looks !== looks) {
      looks = state.looks
      list = state.experiment.o.map((_, run) => {
        const name = el('span', { class: 'chip-name' })
        const number = el('span', { class: 'chip-value' })
        const button = el(
          'button',
          { class: 'chip', type: 'button', onclick: () => store.dispatch({ type: 'toggled', run }) },
          swatch(engine.style(run)),
          name,
          number,
        )
        dress(button, engine.style(run), run)
        return { button, name, number }
      })
      root.replaceChildren(...list.map(({ button }) => el('li', {}, button)))
    }
    // Nothing of this is seen on larger screens.
    if (unseen) return
    const rows = engine.at(Math.floor(state.cursor))
    list.forEach(({ button, name, number }, run) => {
      const row = rows.find((one) => one.run === run)
      setText(name, engine.label(run))
      setText(number, row ? value(row.above ?? row.f) : '')
      setAttr(button, 'aria-pressed', String(!(state.hidden[run] ?? false)))
    })
  }
  store.subscribe(render, 'late')
  new ResizeObserver(() => {
    unseen = root.offsetParent === null
    render(store.get())
  }).observe(document.documentElement)
}
