// The look of a run: colour, dash and marker, as Rust's styles say.

import { svg } from './dom.mjs'

/**
 * Gives an element the colours of a run, one for each theme.
 * @param {HTMLElement | SVGElement} element
 * @param {import('./types.d.ts').Style} style
 * @param {number} run
 */
export function dress(element, style, run) {
  element.dataset.run = String(run)
  element.style.setProperty('--run-light', style.light)
  element.style.setProperty('--run-dark', style.dark)
}

/**
 * @param {import('./types.d.ts').Style} style
 */
export function swatch(style) {
  const line = svg('line', { x1: '0', y1: '7', x2: '32', y2: '7', 'stroke-dasharray': style.dash.join(' ') })
  const marker = svg('path', { d: style.marker, transform: 'translate(33 7)' })
  marker.toggleAttribute('data-hollow', style.hollow)
  return svg('svg', { class: 'swatch', viewBox: '0 0 40 14', 'aria-hidden': 'true' }, line, marker)
}
