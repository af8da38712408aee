// Experiments worth a look: choosing one opens its link, so that Back leads to where one was.

import { el } from './dom.mjs'

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLSelectElement} select
 */
export function presets({ engine }, select) {
  const { presets } = engine.catalog
  select.append(...presets.map(({ name, about }, i) => el('option', { value: String(i), title: about }, name)))
  select.addEventListener('change', () => {
    const preset = presets[Number(select.value)]
    select.value = ''
    if (preset) location.hash = preset.link
  })
}
