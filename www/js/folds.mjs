// In a frame the panels are folded away below the plot, one open at a time. Their code is loaded with the first that is opened.

import { fill } from './begin.mjs'
import { byId, setAttr } from './dom.mjs'
import { dataOf } from './experiment.mjs'

const FOLDS = ['runs', 'results', 'function']

/** @param {import('./page.mjs').Page} page */
export function folds(page) {
  const { engine, store } = page
  /** @type {Promise<void> | null} */
  let loading = null
  let shown = ''
  const buttons = FOLDS.map((name) => byId(`tab-${name}`, HTMLButtonElement))

  async function load() {
    const { panels } = await import('./panels.mjs')
    await fill(panels(page))
  }

  /** @param {string} name none for an empty one */
  function show(name) {
    shown = name
    if (name) loading ??= load()
    document.body.dataset.tab = name
    buttons.forEach((button, i) => {
      setAttr(button, 'aria-expanded', String(FOLDS[i] === name))
      setAttr(button, 'aria-controls', `panel-${FOLDS[i]}`)
    })
  }
  buttons.forEach((button, i) => {
    const name = FOLDS[i] ?? ''
    button.addEventListener('click', () => show(shown === name ? '' : name))
  })

  // A link that says what is to be seen, and names a chart, gets it at once.
  const { layers, quantities } = engine.catalog
  const usual = layers.filter((layer) => layer.usual).map(({ id }) => id)
  const hasChart = (/** @type {string[]} */ see) => see.join() !== usual.join() && quantities.some(({ layer }) => see.includes(layer))
  const { experiment } = store.get()
  show(hasChart(experiment.see) || dataOf(experiment) ? 'results' : '')
}
