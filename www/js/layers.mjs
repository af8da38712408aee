// The layers of the plot and the panels, each with a switch, in a menu under its button. Charts have their switches above them.

import { byId, el, setAttr } from './dom.mjs'
import { toggled } from './experiment.mjs'
import { nth } from './lists.mjs'

/** @param {import('./page.mjs').Page} page */
export function layers({ engine, store }) {
  const { catalog } = engine
  const button = byId('layers', HTMLButtonElement)
  const menu = byId('layers-menu', HTMLDivElement)
  const panels = catalog.layers.filter(({ group }) => group === 'Panels')
  const boxes = [...catalog.drawn.map((place) => nth(catalog.layers, place)), ...panels].map(({ id, name, about, group }) => {
    const box = el('input', { type: 'checkbox', id: `layer-${id}`, 'aria-describedby': `about-${id}` })
    box.addEventListener('change', () => store.dispatch({ type: 'layered', see: toggled(store.get().experiment, id) }))
    const words = el('span', {}, el('label', { for: box.id }, name), el('small', { id: `about-${id}` }, about))
    return { id, group, box, line: el('div', { class: 'switch' }, box, words) }
  })
  const ways = catalog.ways.map((name, way) => {
    const button = el('button', { type: 'button' }, name)
    button.addEventListener('click', () => store.dispatch({ type: 'layered', see: engine.inWay(store.get().experiment.see, way) }))
    return button
  })
  menu.append(el('div', { class: 'segmented', role: 'group', 'aria-label': 'View of the function' }, ...ways))
  for (const group of new Set(boxes.map((one) => one.group))) {
    const lines = boxes.filter((one) => one.group === group).map((one) => one.line)
    menu.append(el('fieldset', {}, el('legend', {}, group), ...lines))
  }
  menu.addEventListener('toggle', () => {
    const { left, bottom } = button.getBoundingClientRect()
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`
    menu.style.top = `${Math.max(8, Math.min(bottom + 4, innerHeight - menu.offsetHeight - 8))}px`
  })
  const render = () => {
    const { see } = store.get().experiment
    for (const { id, box } of boxes) box.checked = see.includes(id)
    ways.forEach((button, way) => setAttr(button, 'aria-pressed', String(way === engine.way(see))))
  }
  store.subscribe(render, 'late')
  render()
}
