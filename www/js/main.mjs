/**
 * Fills the page. The boot hands over the first instance of the module, and the way to another one after a panic.
 * @param {import('./boot.mjs').Wasm} wasm
 * @param {import('./boot.mjs').Load} _load
 */
export function start(wasm, _load) {
  document.body.dataset.version = wasm.version()
}
