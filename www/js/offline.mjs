// The page without a network: a worker keeps all of it, once it has been here. Where there is none the page is as it was.

/** Asks for the worker when the page has started. */
export function offline() {
  // A page in somebody's frame, or a file on a disk, has none.
  if (!isSecureContext || !('serviceWorker' in navigator)) return
  navigator.serviceWorker.register(new URL('./sw.js', document.baseURI)).catch(() => {
    // Learning platforms may not allow it.
  })
}
