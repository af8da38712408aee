// What all dialogs have: a head with their name, a way to close them, a body.

import { cross, el } from './dom.mjs'

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
