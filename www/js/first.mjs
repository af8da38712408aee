// The first plot: all that the module is asked for until a link is seen. The build runs this file too, to learn which code of the
// module that takes; everything else is fetched later.

import { resize } from './dom.mjs'

/**
 * @typedef {object} Look How the plot is to be drawn.
 * @property {number} width in CSS pixels
 * @property {number} height
 * @property {number} ratio how many of the canvas's own pixels there are in one of those
 * @property {boolean} dark
 *
 * @typedef {Record<'field' | 'paths' | 'heads', HTMLCanvasElement>} Canvases
 *
 * @typedef {object} Drawn What the page goes on with.
 * @property {import('./types.d.ts').ReadLink} opened
 * @property {any} race
 * @property {any} plot
 * @property {boolean} done all runs have ended
 * @property {string} frame as `frameOf` says it
 */

/** What was made while only the first part is there is kept: were it collected, code would be called that is not there. */
const kept = /** @type {unknown[]} */ ([])

/**
 * @template T
 * @param {T} made
 * @returns {T}
 */
export function keep(made) {
  kept.push(made)
  return made
}

/** The instance is whole: what it made may be collected. */
export function letGo() {
  kept.length = 0
}

/** How long a race is computed before something is drawn, in milliseconds; the page goes on with it. */
const SLICE = 8
/** The size of a plot for nobody to see. */
const STAMP = { width: 160, height: 120, ratio: 1 }
/** Steps between two looks at the clock. */
const CHUNK = 64

/**
 * What a plot looks like, apart from what it shows, as a text.
 * @param {Look} look
 */
export function frameOf({ width, height, ratio, dark }) {
  return `${width} ${height} ${ratio} ${dark}`
}

/**
 * The step at which a link opens; nothing where it is the first because nobody said another.
 * @param {number | null} left where the reader left it, if the reader was here before
 * @param {number | null} asked what the link says
 * @param {boolean} hasQuestion
 */
export function openingStep(left, asked, hasQuestion) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  return left ?? asked ?? (still && !hasQuestion ? Infinity : null)
}

/**
 * A link's race with its first iterates, and whether they are all. Where it opens at the start no step is taken: that is for later.
 * @param {any} reading
 * @param {number} step at which it opens
 */
export function begun(reading, step) {
  const race = keep(reading.race())
  const begin = performance.now()
  let done = false
  while (step > 0 && !done && performance.now() - begin < SLICE) done = race.advance(CHUNK)
  return { race, done }
}

/**
 * Draws the field where nobody sees it, smaller than a stamp. Browsers compile a function when it is called for the first time, which takes as
 * long as drawing does: so both are half as long a task.
 * @param {any} wasm
 * @param {any} reading
 * @param {any} race
 * @param {HTMLCanvasElement} canvas any other than those of the page
 */
export function rehearse(wasm, reading, race, canvas) {
  const plot = keep(new wasm.Plot())
  resize(canvas, STAMP, STAMP.ratio)
  plot.frame(STAMP.width, STAMP.height, STAMP.ratio, false)
  plot.show(race, undefined, reading.see())
  plot.draw_field(race, canvas, false)
  plot.free()
}

/**
 * Draws the field with its contours, labels and critical points.
 * @param {any} wasm the module's exports
 * @param {any} reading
 * @param {any} race
 * @param {Canvases} canvases
 * @param {Look} look
 */
export function drawField(wasm, reading, race, { field }, { width, height, ratio, dark }) {
  const plot = keep(new wasm.Plot())
  resize(field, { width, height }, ratio)
  plot.frame(width, height, ratio, dark)
  plot.show(race, reading.area(), reading.see())
  plot.draw_field(race, field, false)
  return plot
}

/**
 * Draws the paths up to a step, and where the runs stand.
 * @param {any} wasm
 * @param {any} plot
 * @param {any} race
 * @param {number} step
 * @param {Canvases} canvases
 * @param {Look} look
 */
export function drawRuns(wasm, plot, race, step, { paths, heads }, { width, height, ratio }) {
  const k = Math.min(step, race.last())
  resize(paths, { width, height }, ratio)
  resize(heads, { width, height }, ratio)
  plot.draw_paths(race, paths, wasm.Manner.Anew, k, 0, -1)
  plot.draw_heads(race, heads, k, 0, -1, new Uint32Array())
}
