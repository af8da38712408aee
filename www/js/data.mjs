// The iterates as a table to read, and everything to take away: CSV, JSON, SVG.

import { byId, cross, el, setText } from './dom.mjs'
import { count, point, value } from './format.mjs'
import { nth } from './lists.mjs'

/** The table shows this many rows; the files have all of them. */
const ROWS = 1000

/** @param {import('./page.mjs').Page} page */
export function data(page) {
  const { engine, store } = page
  const dialog = byId('data-dialog', HTMLDialogElement)
  const pick = el('select', { class: 'field', 'aria-label': 'Run', onchange: () => fill() })
  const body = el('tbody')
  const note = el('p', { class: 'hint' })
  const names = ['step', 'x', 'y', 'f', '‖∇f‖', 'f evals', 'g evals', 'H evals']
  const table = el(
    'table',
    { class: 'numbers' },
    el('thead', {}, el('tr', {}, ...names.map((name) => el('th', { scope: 'col' }, name)))),
    body,
  )
  const take = (/** @type {string} */ name, /** @type {() => void} */ onclick) =>
    el('button', { class: 'button', type: 'button', onclick }, name)
  dialog.append(
    ...dialogParts(
      dialog,
      'data-name',
      'Data',
      el(
        'div',
        { class: 'dialog-row' },
        pick,
        take('CSV', () => save('descent.csv', 'text/csv', engine.csv())),
        take('JSON', () => save('descent.json', 'application/json', engine.json())),
        take('SVG', () => save('descent.svg', 'image/svg+xml', engine.svg(store.get()))),
      ),
      el('div', { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': 'Iterates' }, table),
      note,
    ),
  )

  function fill() {
    const info = engine.infos[Number(pick.value)]
    if (!info) return
    const columns = engine.columns(info.run, info.start)
    const rows = Math.min(columns.f.length, ROWS)
    body.replaceChildren(
      ...Array.from({ length: rows }, (_, k) => {
        const { x, f, gradNorm, evals } = columns
        const numbers = [nth(x, 2 * k), nth(x, 2 * k + 1), nth(f, k), nth(gradNorm, k)].map(exact)
        const counts = [0, 1, 2].map((i) => count(nth(evals, 3 * k + i)))
        return el('tr', {}, ...[count(k), ...numbers, ...counts].map((text) => el('td', {}, text)))
      }),
    )
    const all = columns.f.length
    const sentence = info.halt?.sentence ?? ''
    setText(
      note,
      all > rows ? `The first ${count(rows)} of ${count(all)} iterates; the files have all. ${sentence}` : sentence,
    )
  }

  byId('data', HTMLButtonElement).addEventListener('click', () => {
    const { experiment } = store.get()
    const many = experiment.x0.length > 1
    pick.replaceChildren(
      ...engine.infos.map((info, index) => {
        const from = many ? ` from ${point(experiment.x0[info.start] ?? [])}` : ''
        return el('option', { value: String(index) }, `${engine.label(info.run)}${from}`)
      }),
    )
    const chosen = engine.infos.findIndex((info) => info.run === store.get().chosen)
    pick.value = String(Math.max(0, chosen))
    fill()
    dialog.showModal()
  })
}

/** @param {number} z */
function exact(z) {
  return Number.isFinite(z) ? String(z).replaceAll('-', '\u2212') : value(z)
}

/**
 * Hands a file to the reader.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }))
  el('a', { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/**
 * The head and the body of a dialog.
 * @param {HTMLDialogElement} dialog
 * @param {string} id
 * @param {string} name
 * @param {...Node} children
 */
export function dialogParts(dialog, id, name, ...children) {
  // A click beside the dialog closes it.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  const close = el(
    'button',
    { class: 'small-icon', type: 'button', 'aria-label': 'Close', onclick: () => dialog.close() },
    cross(),
  )
  return [
    el('div', { class: 'dialog-head' }, el('h2', { id }, name), close),
    el('div', { class: 'dialog-body' }, ...children),
  ]
}
