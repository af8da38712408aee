// On small screens the panels are tabs; on larger ones they all stand side by side and the tabs are not there.

import { byId, setAttr } from './dom.mjs'
import { nth } from './lists.mjs'

const TABS = /** @type {const} */ (['runs', 'results', 'function'])

/** @param {import('./page.mjs').Page} page */
export function tabs(page) {
  const { store } = page
  const list = byId('tabs', HTMLDivElement)
  const small = matchMedia('(max-width: 699px)')
  const parts = TABS.map((tab) => ({
    tab,
    button: byId(`tab-${tab}`, HTMLButtonElement),
    panel: byId(`panel-${tab}`, HTMLElement),
  }))

  // One that is hidden cannot be chosen.
  const shown = () => {
    const { tab, experiment } = store.get()
    return experiment.hide.includes(tab) ? 'results' : tab
  }
  for (const { tab, button } of parts) {
    button.addEventListener('click', () => store.dispatch({ type: 'tabbed', tab }))
  }
  list.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    event.stopPropagation()
    const next = nth(parts, (TABS.indexOf(shown()) + by + TABS.length) % TABS.length)
    store.dispatch({ type: 'tabbed', tab: next.tab })
    next.button.focus()
  })

  const render = () => {
    const tab = shown()
    document.body.dataset.tab = tab
    setAttr(list, 'role', small.matches ? 'tablist' : null)
    for (const part of parts) {
      const chosen = part.tab === tab
      setAttr(part.button, 'role', small.matches ? 'tab' : null)
      setAttr(part.button, 'aria-selected', small.matches ? String(chosen) : null)
      setAttr(part.button, 'aria-controls', small.matches ? part.panel.id : null)
      setAttr(part.button, 'tabindex', small.matches && !chosen ? '-1' : null)
      setAttr(part.panel, 'role', small.matches ? 'tabpanel' : null)
    }
  }
  small.addEventListener('change', render)
  store.subscribe((now, before) => {
    if (now.tab !== before.tab || now.experiment.hide !== before.experiment.hide) render()
  })
  render()
}
