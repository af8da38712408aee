// Copying: to the clipboard where that is allowed, else by hand from a box in which all is selected.

import { byId, el, setText } from './dom.mjs'

/** How long a button says what it has done, in milliseconds. */
const SAYS = 1800

/**
 * Makes a button copy a link.
 * @param {import('./page.mjs').Page} page
 * @param {HTMLButtonElement} button
 * @param {() => string} link
 */
export function copyOn({ store }, button, link) {
  const label = /** @type {HTMLElement} */ (button.firstElementChild)
  const words = label.textContent ?? ''
  button.addEventListener('click', async () => {
    const text = link()
    const done = await copied(text)
    setText(label, done ? 'Copied' : 'Copy it here')
    store.dispatch({ type: 'said', words: done ? 'The link is copied' : 'The link is selected: copy it' })
    if (!done) offer(text)
    setTimeout(() => setText(label, words), SAYS)
  })
}

/**
 * Whether a text has reached the clipboard.
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // No permission, or no secure origin: the old way, through a selection.
    const box = document.createElement('textarea')
    box.value = text
    box.className = 'unseen'
    const last = document.activeElement
    // Nothing outside an open dialog can be selected.
    const root = document.querySelector('dialog[open]') ?? document.body
    root.append(box)
    box.select()
    const done = document.execCommand('copy')
    box.remove()
    if (last instanceof HTMLElement) last.focus()
    return done
  }
}

/**
 * A bar with the text, to be copied by hand.
 * @param {string} text
 */
function offer(text) {
  const box = el('input', { class: 'field', readonly: true, 'aria-label': 'The link', value: text })
  const close = el('button', { class: 'button', type: 'button', onclick: () => bar.remove() }, 'Done')
  const bar = el('div', { class: 'bar note' }, box, close)
  byId('bars', HTMLDivElement).append(bar)
  box.select()
}
