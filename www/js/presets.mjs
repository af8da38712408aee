// Experiments worth a look: choosing one opens its link, so that Back leads to where one was.

import { el } from './dom.mjs'

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLSelectElement} select
 */
export function presets({ engine, store }, select) {
  const { presets } = engine.catalog
  select.append(...presets.map(({ name, about }, i) => el('option', { value: String(i), title: about }, name)))
  select.addEventListener('change', () => {
    const preset = presets[Number(select.value)]
    select.value = ''
    if (preset) location.hash = preset.link
  })
  // An example would put others in place of what a link locks.
  const render = () => {
    select.disabled = store.get().experiment.lock.length > 0
  }
  store.subscribe(render)
  render()
}
