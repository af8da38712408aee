// Adding a run: the methods, grouped by family, open in place, so that nothing is covered.

import { el, setAttr } from './dom.mjs'
import { isLocked } from './experiment.mjs'
import { byFamily } from './lists.mjs'

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 */
export function add(page, root) {
  const { engine, store } = page
  const list = el('div', { class: 'methods', id: 'methods', hidden: true })
  const button = el(
    'button',
    {
      class: 'button add-button',
      type: 'button',
      'aria-expanded': 'false',
      'aria-controls': 'methods',
      onclick: () => show(Boolean(list.hidden)),
    },
    'Add a method',
  )
  root.append(button, list)

  /** @param {boolean} open */
  function show(open) {
    list.hidden = !open
    setAttr(button, 'aria-expanded', String(open))
    if (open) list.scrollIntoView({ block: 'nearest' })
  }

  for (const [family, methods] of byFamily(engine.catalog.methods)) {
    const buttons = methods.map((method) =>
      el(
        'button',
        {
          class: 'button',
          type: 'button',
          title: method.about,
          onclick: () => {
            const { experiment } = store.get()
            const run = engine.newRun(experiment, method.id)
            if (page.edit({ ...experiment, o: [...experiment.o, run] }, { path: 'runs' })) {
              store.dispatch({ type: 'chosen', run: experiment.o.length })
              show(false)
              button.focus()
            }
          },
        },
        method.name,
      ),
    )
    list.append(el('h3', {}, family), el('div', { class: 'method-list' }, ...buttons))
  }
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    show(false)
    button.focus()
  })

  /** @param {import('./types.d.ts').State} state */
  const render = (state) => {
    button.disabled = isLocked(state.experiment, 'runs') || state.experiment.o.length >= engine.catalog.limits.runs
  }
  store.subscribe(render)
  render(store.get())
}
