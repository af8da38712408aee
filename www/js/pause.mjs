// Work in pieces, so that a page that is starting answers meanwhile.

/**
 * Lets the browser do what is waiting, and goes on then.
 * @returns {Promise<void>}
 */
export function pause() {
  const { scheduler } = /** @type {any} */ (globalThis)
  return scheduler?.yield ? scheduler.yield() : new Promise((go) => void setTimeout(go))
}

/**
 * Waits until what was drawn is seen. A page that is hidden has no frames, and nobody to see them.
 * @returns {Promise<void>}
 */
export function seen() {
  return new Promise((go) => {
    if (document.hidden) go()
    addEventListener('visibilitychange', () => go(), { once: true })
    requestAnimationFrame(() => void setTimeout(go))
  })
}

/**
 * Waits until the page is seen, or nearly: in a frame, until the frame is scrolled to.
 * @returns {Promise<void>}
 */
export function inView() {
  return new Promise((go) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        observer.disconnect()
        go()
      },
      { rootMargin: '200px' },
    )
    observer.observe(document.documentElement)
  })
}
