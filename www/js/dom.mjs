// Building elements by calls: no markup is ever parsed, so that nothing that was typed can become markup.

const SVG = 'http://www.w3.org/2000/svg'

/**
 * @typedef {string | Node | null} Child
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [props] attributes; `onclick` and the like are listened to
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, given] of Object.entries(props)) {
    if (typeof given === 'function') element.addEventListener(name.slice(2), given)
    else if (typeof given === 'boolean') element.toggleAttribute(name, given)
    else element.setAttribute(name, given)
  }
  element.append(...children.filter((child) => child !== null))
  return element
}

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {...Node} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = /** @type {SVGElementTagNameMap[T]} */ (document.createElementNS(SVG, tag))
  for (const [name, given] of Object.entries(attributes)) element.setAttribute(name, given)
  element.append(...children)
  return element
}

/**
 * The element that index.html has under this id.
 * @template {Element} T
 * @param {string} id
 * @param {{ new (): T }} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`index.html has no ${kind.name} with the id ${id}`)
  return found
}

/**
 * Sets a text only where it differs, so that nothing is laid out again for nothing.
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text
}

/**
 * Sets or removes an attribute only where it differs.
 * @param {Element} element
 * @param {string} name
 * @param {string | null} text
 */
export function setAttr(element, name, text) {
  if (text === null) element.removeAttribute(name)
  else if (element.getAttribute(name) !== text) element.setAttribute(name, text)
}

/**
 * The value of a text box, unless somebody is typing in it.
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} input
 * @param {string} text
 */
export function setValue(input, text) {
  if (input.value !== text) input.value = text
}

/**
 * A box to type a number in.
 * @param {Record<string, any>} props
 */
export function numberBox(props) {
  return el('input', { class: 'field', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false', ...props })
}

/** How many pixels of the screen there are in one of CSS: what a canvas needs to be sharp, and no more than three. */
export function pixelRatio() {
  return Math.min(3, Math.max(1, window.devicePixelRatio))
}

/**
 * Gives a canvas so many pixels of the screen, each of them one of its own.
 * @param {HTMLCanvasElement} canvas
 * @param {{ width: number, height: number }} size in pixels of CSS
 * @param {number} ratio
 */
export function resize(canvas, size, ratio) {
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
  if (canvas.width === width && canvas.height === height) return
  Object.assign(canvas, { width, height })
  Object.assign(canvas.style, { width: `${width / ratio}px`, height: `${height / ratio}px` })
}

/** The × of small buttons. */
export function cross() {
  return svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, svg('path', { d: 'm5 5 10 10M15 5 5 15' }))
}
