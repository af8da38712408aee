// What came out: the test set for each run, and the epochs of the chosen run as a table.

import { byId, el, setText } from '../dom.mjs'
import { count, short, value } from '../format.mjs'
import { dress, swatch } from '../swatch.mjs'

/** The columns of an epoch: short, and what they mean. @type {[string, string][]} */
const EPOCH = [
  ['loss', 'Training loss'],
  ['acc.', 'Training accuracy'],
  ['val. loss', 'Validation loss'],
  ['val. acc.', 'Validation accuracy'],
  ['s', 'Seconds of training until the end of the epoch'],
]

/** @param {import('./types.d.ts').Page} page */
export function results({ engine, store }) {
  const root = byId('results', HTMLDivElement)
  const none = el('p', { class: 'about' }, 'Loss and accuracy on the test set stand here when a run has ended.')
  const body = el('tbody')
  const column = (/** @type {string} */ text, title = '') => el('th', { scope: 'col', title }, text)
  const table = el(
    'table',
    { class: 'numbers tests', hidden: true },
    el('caption', {}, 'On the test set'),
    el('thead', {}, el('tr', {}, column('method'), column('accuracy'), column('loss'))),
    body,
  )
  const epochs = el('tbody')
  const whose = el('h3')
  const box = el(
    'div',
    { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': 'Epochs of the chosen run' },
    el('table', { class: 'numbers', id: 'epochs' }, el('thead', {}, el('tr', {}, column('epoch'), ...EPOCH.map(([text, title]) => column(text, title)))), epochs),
  )
  const figure = el('div', { class: 'epochs', hidden: true }, whose, box)
  root.append(none, table, figure)

  let shown = ''
  function render() {
    const { experiment, chosen, news, status } = store.get()
    const key = `${news} ${chosen} ${status} ${engine.names.join()}`
    if (key === shown) return
    shown = key
    const begun = status !== 'empty' && status !== 'ready'
    const standings = experiment.o.map((_, run) => engine.standing(run))
    const tested = begun && standings.some((at) => at.testAccuracy !== null)
    none.hidden = tested
    table.hidden = !tested
    if (tested) {
      body.replaceChildren(
        ...standings.map((at, run) => {
          const name = el('th', { scope: 'row' }, el('span', {}, swatch(engine.style(run)), engine.label(run)))
          dress(name, engine.style(run), run)
          return el('tr', {}, name, el('td', {}, value(at.testAccuracy)), el('td', {}, value(at.testLoss)))
        }),
      )
    }
    const numbers = begun ? engine.curves.epochs(chosen) : new Float64Array()
    figure.hidden = numbers.length === 0
    setText(whose, `Epochs: ${engine.label(chosen)}`)
    const rows = Array.from({ length: numbers.length / EPOCH.length }, (_, row) => {
      const cells = [...numbers.subarray(row * EPOCH.length, (row + 1) * EPOCH.length)]
      const text = (/** @type {number} */ z, /** @type {number} */ i) => (i === EPOCH.length - 1 ? short(z) : value(z))
      return el('tr', {}, el('th', { scope: 'row' }, count(row + 1)), ...cells.map((z, i) => el('td', {}, text(z, i))))
    })
    epochs.replaceChildren(...rows)
  }
  store.subscribe(render)
  render()
}
