/**
 * What to tell a reader whose page did not start.
 * @param {unknown} error
 * @param {boolean} hasWebAssembly
 * @param {boolean} isDrawn the first plot is seen
 * @returns {string}
 */
export function failure(error, hasWebAssembly, isDrawn) {
  if (!hasWebAssembly) {
    return 'Descent could not start: this browser has no WebAssembly, or it is switched off.'
  }
  // Browsers report a file that did not arrive as a TypeError.
  if (error instanceof TypeError) {
    const what = isDrawn ? 'The plot stands still' : 'Descent could not start'
    return `${what}: a part of the page did not arrive. Reload it when the connection is back.`
  }
  const reason = error instanceof Error ? error.message : String(error)
  return `Descent could not start: ${reason}`
}
