// The iterates as a table to read, and everything to take away: numbers, pictures, animations, code.

import { dialogParts } from './dialog.mjs'
import { byId, el, setText } from './dom.mjs'
import { count, point, slopeOf, value } from './format.mjs'
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
  const slope = el('th', { scope: 'col' }, slopeOf(null))
  const names = ['step', 'x', 'y', 'f', slope, 'f evals', 'g evals', 'H evals']
  const table = el(
    'table',
    { class: 'numbers' },
    el('thead', {}, el('tr', {}, ...names.map((name) => (typeof name === 'string' ? el('th', { scope: 'col' }, name) : name)))),
    body,
  )
  const take = (/** @type {string} */ name, /** @type {() => void} */ onclick) =>
    el('button', { class: 'button', type: 'button', onclick }, name)
  const film = () => import('./film.mjs')
  const busy = el('p', { class: 'hint', role: 'status' })
  const bar = el('progress', { max: '1', value: '0', 'aria-label': 'Progress' })
  const stop = el('button', { class: 'button', type: 'button' }, 'Cancel')
  const work = el('div', { class: 'dialog-row', hidden: true }, bar, stop)
  /** @type {AbortController | null} */
  let making = null
  stop.addEventListener('click', () => making?.abort())
  dialog.addEventListener('close', () => making?.abort())

  /**
   * Makes a file that takes its time, one at a time.
   * @param {string} name
   * @param {(work: import('./film.mjs').Work) => Promise<Blob>} make
   */
  async function slowly(name, make) {
    if (making) return
    const own = (making = new AbortController())
    work.hidden = false
    bar.value = 0
    setText(busy, `Making ${name} …`)
    try {
      const blob = await make({ progress: (share) => (bar.value = share), signal: own.signal })
      own.signal.throwIfAborted()
      saveBlob(name, blob)
      setText(busy, `${name} is made, ${count(Math.ceil(blob.size / 1000))} KB.`)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      setText(busy, own.signal.aborted ? 'Cancelled.' : `${name} could not be made: ${reason}`)
    } finally {
      making = null
      work.hidden = true
    }
  }
  const slow = (/** @type {string} */ label, /** @type {string} */ name, /** @type {(work: import('./film.mjs').Work) => Promise<Blob>} */ make) =>
    take(label, () => void slowly(name, make))
  const group = (/** @type {string} */ name, /** @type {HTMLElement[]} */ ...buttons) =>
    el('div', { class: 'dialog-row', role: 'group', 'aria-label': name }, el('span', { class: 'take-name' }, name), ...buttons)

  dialog.append(
    ...dialogParts(
      dialog,
      'data-name',
      'Data',
      group(
        'Numbers',
        take('CSV', () => save('descent.csv', 'text/csv', engine.csv())),
        take('JSON', () => save('descent.json', 'application/json', engine.json())),
      ),
      group(
        'Picture',
        take('SVG', () => save('descent.svg', 'image/svg+xml', engine.plot.svg(store.get()))),
        ...[1, 2, 4].map((ratio) => slow(`PNG ${ratio}×`, 'descent.png', async () => (await film()).png(page, ratio))),
      ),
      group(
        'Animation',
        slow('GIF', 'descent.gif', async (work) => (await film()).gif(page, work)),
        ...('VideoEncoder' in globalThis ? [slow('WebM', 'descent.webm', async (work) => (await film()).webm(page, work))] : []),
      ),
      group(
        'Code',
        take('Python', () => save('race.py', 'text/x-python', engine.python())),
        take('PyTorch', () => save('race.py', 'text/x-python', engine.torch())),
        take('Rust', () => save('main.rs', 'text/x-rust', engine.rust())),
      ),
      busy,
      work,
      el('div', { class: 'dialog-row' }, pick),
      el('div', { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': 'Iterates' }, table),
      note,
    ),
  )

  function fill() {
    const info = engine.infos[Number(pick.value)]
    if (!info) return
    const columns = engine.columns(info.run, info.start)
    const rows = Math.min(columns.f.length, ROWS)
    setText(slope, slopeOf(info))
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
  saveBlob(name, new Blob([text], { type }))
}

/**
 * @param {string} name
 * @param {Blob} blob
 */
function saveBlob(name, blob) {
  const address = URL.createObjectURL(blob)
  el('a', { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
