// The keyboard: what works everywhere on the page, and the dialog that lists it.

import { byId, el } from './dom.mjs'
import { dialogParts } from './dialog.mjs'
import { stepBy, toggle } from './timeline.mjs'

/** Keys as they are shown: what is pressed, what it does. @type {[string[], string][]} */
const KEYS = [
  [['Space'], 'play and pause'],
  [['←', '→'], 'one step back, one step on'],
  [['Home', 'End'], 'to the start, to the end'],
  [['1', '…', '9'], 'hide or show a run'],
  [['Ctrl Z', 'Ctrl Shift Z'], 'undo, redo'],
  [['←', '→', '↑', '↓'], 'with a start in focus: move it; with Shift ten times as far'],
  [['←', '→', '↑', '↓', 'Enter'], 'after Predict: aim; play'],
  [['+', '−', '0'], 'with the plot in focus: zoom in, zoom out, reset the view'],
  [['Delete'], 'on a slider: the default (so does a double click)'],
  [['?'], 'this list'],
]

/** @param {import('./page.mjs').Page} page */
export function keys(page) {
  const { store } = page
  const dialog = byId('help-dialog', HTMLDialogElement)
  const list = KEYS.flatMap(([names, does]) => [
    el('dt', {}, ...names.flatMap((name) => (name === '…' ? [' … '] : [el('kbd', {}, name), ' ']))),
    el('dd', {}, does),
  ])
  dialog.append(
    ...dialogParts(
      dialog,
      'help-name',
      'Keys and hands',
      el('dl', { class: 'keys' }, ...list),
      el(
        'p',
        { class: 'about' },
        'Drag a start and all paths follow. Drag the plot to move the view; the wheel zooms while the plot has the focus, or with Ctrl or ⌘; two fingers stretch it; a double click resets it. A click on a path chooses its run.',
      ),
      el(
        'p',
        { class: 'about' },
        'The link is the experiment: bookmark it, send it, edit it. Nothing is sent anywhere; everything is computed here.',
      ),
    ),
  )
  byId('help', HTMLButtonElement).addEventListener('click', () => dialog.showModal())

  document.addEventListener('keydown', (event) => {
    if (event.altKey || document.querySelector('dialog[open]')) return
    const { target } = event
    const typing = target instanceof HTMLInputElement && target.type !== 'range' && target.type !== 'checkbox'
    const inside = typing || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
    if (event.ctrlKey || event.metaKey) {
      // In a text box, undo is the box's own.
      if (inside || event.key.toLowerCase() !== 'z') {
        if (inside || event.key.toLowerCase() !== 'y') return
        event.preventDefault()
        store.dispatch({ type: 'redone' })
        return
      }
      event.preventDefault()
      store.dispatch({ type: event.shiftKey ? 'redone' : 'undone' })
      return
    }
    if (inside) return
    const act = actions[event.key]
    // Sliders have the arrows, Home and End for themselves, and a button that has the focus has Space.
    if (target instanceof HTMLInputElement && target.type === 'range' && event.key !== ' ') {
      if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return
    }
    if (event.key === ' ' && (target instanceof HTMLButtonElement || isCheckbox(target))) return
    if (act) {
      event.preventDefault()
      act()
    } else if (/^[1-9]$/.test(event.key)) {
      store.dispatch({ type: 'toggled', run: Number(event.key) - 1 })
    }
  })

  /** @type {Record<string, () => void>} */
  const actions = {
    ' ': () => toggle(store),
    ArrowLeft: () => stepBy(store, -1),
    ArrowRight: () => stepBy(store, 1),
    Home: () => store.dispatch({ type: 'sought', k: 0 }),
    End: () => store.dispatch({ type: 'sought', k: store.get().race.last }),
    '?': () => dialog.showModal(),
  }
}

/** The buttons of undo and redo. @param {import('./page.mjs').Page} page */
export function memory({ store }) {
  const undo = byId('undo', HTMLButtonElement)
  const redo = byId('redo', HTMLButtonElement)
  undo.addEventListener('click', () => store.dispatch({ type: 'undone' }))
  redo.addEventListener('click', () => store.dispatch({ type: 'redone' }))
  store.subscribe((state) => {
    undo.disabled = state.past.length === 0
    redo.disabled = state.future.length === 0
  })
}

/** @param {EventTarget | null} target */
function isCheckbox(target) {
  return target instanceof HTMLInputElement && target.type === 'checkbox'
}
