// Canvases as large as what they stand in, drawn anew when that, or light and dark, changes.

import { pixelRatio, resize } from './dom.mjs'

/**
 * Keeps `size` and the canvases fitted to an element.
 * @param {HTMLElement} root
 * @param {HTMLCanvasElement[]} canvases
 * @param {{ width: number, height: number, ratio: number }} size in pixels of CSS, and how many of the canvas's pixels there are in one
 * @param {() => void} fresh forgets what was drawn: the canvases are empty
 * @param {() => void} render draws what is not there
 */
export function fitted(root, canvases, size, fresh, render) {
  new ResizeObserver(() => {
    Object.assign(size, { width: Math.round(root.clientWidth), height: Math.round(root.clientHeight), ratio: pixelRatio() })
    for (const canvas of canvases) resize(canvas, size, size.ratio)
    fresh()
    render()
  }).observe(root)
  new MutationObserver(render).observe(document.documentElement, { attributeFilter: ['data-theme'] })
}
