// Light or dark: the link's, else the reader's choice, else the system's.

import { byId, setAttr } from './dom.mjs'

const KEY = 'descent-theme'

/**
 * The theme in force.
 * @param {{ forced: string | null, chosen: string | null, dark: boolean }} what
 * @returns {"light" | "dark"}
 */
export function inForce({ forced, chosen, dark }) {
  const word = forced ?? chosen
  if (word === 'light' || word === 'dark') return word
  return dark ? 'dark' : 'light'
}

/** Keeps the theme in force; the answer says which it is. @param {import('./page.mjs').Page} page */
export function themed({ store }) {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const now = () => {
    const state = store.get()
    return inForce({ forced: state.experiment.theme, chosen: state.theme, dark: system.matches })
  }
  const render = () => {
    const word = now()
    if (document.documentElement.dataset.theme !== word) document.documentElement.dataset.theme = word
  }
  system.addEventListener('change', render)
  store.subscribe(render)
  render()
  return now
}

/** The button that switches between light and dark. @param {import('./page.mjs').Page} page */
export function theme(page) {
  const { store } = page
  const button = byId('theme', HTMLButtonElement)
  const system = matchMedia('(prefers-color-scheme: dark)')
  const now = themed(page)
  const render = () => setAttr(button, 'aria-label', now() === 'dark' ? 'Switch to light' : 'Switch to dark')
  button.addEventListener('click', () => {
    const word = now() === 'dark' ? 'light' : 'dark'
    // What the system says anyway need not be remembered.
    const chosen = word === (system.matches ? 'dark' : 'light') ? null : word
    store.dispatch({ type: 'themed', theme: chosen })
    remember(chosen)
  })
  system.addEventListener('change', render)
  store.subscribe(render)
  render()
}

/** @param {"light" | "dark" | null} word */
function remember(word) {
  try {
    if (word === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, word)
  } catch {
    // A page in a sandbox has no storage: the choice lasts as long as the page.
  }
}

/** What the reader chose on an earlier visit; in a frame, what the page around it is. @returns {'light' | 'dark' | null} */
export function remembered() {
  try {
    const inFrame = document.documentElement.dataset.page === 'embed'
    const word = inFrame ? new URLSearchParams(location.search).get('scheme') : localStorage.getItem(KEY)
    return word === 'light' || word === 'dark' ? word : null
  } catch {
    return null
  }
}
