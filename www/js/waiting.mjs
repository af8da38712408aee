// What stands beside the first plot until the page has come to life: the names of the runs, in the places where they will be.

import { byId, el } from './dom.mjs'

/** @param {string[]} names */
export function nameRuns(names) {
  const inList = names.map((name) => {
    const top = [el('span', { class: 'run-eye' }), el('span', { class: 'run-name' }, el('span', {}, name))]
    return el('li', { class: 'run waiting' }, el('div', { class: 'run-top' }, ...top))
  })
  byId('runs', HTMLOListElement).replaceChildren(...inList)
  const inLegend = names.map((name) => {
    const words = [el('span', { class: 'chip-name' }, name), el('span', { class: 'chip-value' }, '\u00a0')]
    return el('li', {}, el('span', { class: 'chip' }, el('span', { class: 'swatch' }), ...words))
  })
  byId('chips', HTMLUListElement).replaceChildren(...inLegend)
}
