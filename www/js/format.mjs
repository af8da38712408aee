// Numbers as people read them. What people type and copy keeps every digit; this is only for reading.

const MINUS = '\u2212'
const THIN = '\u2009'

/**
 * A value with four significant digits, with a real minus sign and always as many digits, so that columns do not jump.
 * @param {number | null} z
 */
export function value(z) {
  if (z === null || Number.isNaN(z)) return '–'
  if (z === Infinity) return '∞'
  if (z === -Infinity) return `${MINUS}∞`
  if (z === 0) return '0'
  const size = Math.abs(z)
  const text = size >= 1e5 || size < 1e-3 ? z.toExponential(2) : z.toPrecision(4)
  return sign(text.replace('e+', 'e'))
}

/**
 * A coordinate or a setting: the shortest text that still tells it.
 * @param {number} z
 */
export function short(z) {
  if (!Number.isFinite(z)) return value(z)
  const near = Number(z.toPrecision(4))
  const text = Math.abs(near) >= 1e6 ? near.toExponential() : String(near)
  return sign(text.replace('e+', 'e'))
}

/**
 * @param {readonly number[]} at
 */
export function point(at) {
  return `(${at.map(short).join(', ')})`
}

/**
 * What the norm of a run's gradient is called: within bounds it is that of the projected one.
 * @param {{ within: boolean } | null} run
 */
export function slopeOf(run) {
  return run?.within ? 'projected ‖∇f‖' : '‖∇f‖'
}

/**
 * A whole number, grouped by thousands from 10,000 on.
 * @param {number} n
 */
export function count(n) {
  const text = String(n)
  return n < 10_000 ? text : text.replace(/\B(?=(\d{3})+$)/g, THIN)
}

/**
 * A number read from what somebody typed; null where it is none. Takes a true minus sign, since we print one.
 * @param {string} text
 */
export function parse(text) {
  const plain = text.trim().replaceAll(MINUS, '-').replaceAll(THIN, '')
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return null
  return Number(plain)
}

/**
 * What is said of a text that is no number.
 * @param {string} text
 */
export function noNumber(text) {
  return `“${text}” is not a number.`
}

/** @param {string} text */
function sign(text) {
  return text.replaceAll('-', MINUS)
}
