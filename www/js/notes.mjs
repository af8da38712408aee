// What pages to read do: light or dark as on the page with the plot, and nothing folded on paper. Loaded before anything is drawn, as a plain
// script, so that nobody sees the wrong colours first.
;(() => {
  const KEY = 'descent-theme'
  const root = document.documentElement
  const system = matchMedia('(prefers-color-scheme: dark)')
  /** @type {string | null} */
  let chosen = null
  try {
    chosen = localStorage.getItem(KEY)
  } catch {
    // A page in a sandbox has no storage.
  }
  const now = () => (chosen === 'light' || chosen === 'dark' ? chosen : system.matches ? 'dark' : 'light')
  const render = () => {
    root.dataset.theme = now()
    // Pictures go by the system until the reader chooses.
    for (const source of document.querySelectorAll('picture source')) {
      source.setAttribute('media', chosen === null ? '(prefers-color-scheme: dark)' : now() === 'dark' ? 'all' : 'not all')
    }
    document.getElementById('theme')?.setAttribute('aria-label', now() === 'dark' ? 'Switch to light' : 'Switch to dark')
  }
  render()
  system.addEventListener('change', render)

  document.addEventListener('DOMContentLoaded', () => {
    const button = document.createElement('button')
    button.id = 'theme'
    button.className = 'icon'
    button.type = 'button'
    button.title = 'Light or dark'
    button.innerHTML =
      '<svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="6.5"/><path class="solid" d="M10 3.5a6.5 6.5 0 0 1 0 13z"/></svg>'
    document.querySelector('.top')?.append(button)
    render()
    button.addEventListener('click', () => {
      const word = now() === 'dark' ? 'light' : 'dark'
      // What the system says anyway need not be remembered.
      chosen = word === (system.matches ? 'dark' : 'light') ? null : word
      try {
        if (chosen === null) localStorage.removeItem(KEY)
        else localStorage.setItem(KEY, chosen)
      } catch {
        // The choice lasts as long as the page.
      }
      render()
    })
  })

  // On paper nothing can be unfolded.
  /** @type {HTMLDetailsElement[]} */
  let unfolded = []
  addEventListener('beforeprint', () => {
    unfolded = [...document.querySelectorAll('details')].filter((one) => !one.open)
    for (const one of unfolded) one.open = true
  })
  addEventListener('afterprint', () => {
    for (const one of unfolded) one.open = false
  })
})()
