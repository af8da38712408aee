// The first plot: all that the module is asked for until a link is seen. The build runs this file too, to learn which code of the
// module that takes; everything else is fetched later.

/**
 * @typedef {object} Look How the plot is to be drawn.
 * @property {number} width in CSS pixels
 * @property {number} height
 * @property {number} ratio how many of the canvas's own pixels there are in one of those
 * @property {boolean} dark
 *
 * @typedef {Record<'field' | 'paths' | 'heads', HTMLCanvasElement>} Canvases
 */

/** How long a race is computed before something is drawn, in milliseconds; the page goes on with it. */
const SLICE = 8
/** Steps between two looks at the clock. */
const CHUNK = 64

/**
 * The first iterates of a link's race.
 * @param {any} reading
 */
export function begun(reading) {
  const race = reading.race()
  const begin = performance.now()
  while (!race.advance(CHUNK) && performance.now() - begin < SLICE);
  return race
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
  const plot = new wasm.Plot()
  size(field, width * ratio, height * ratio)
  plot.frame(width, height, ratio, dark)
  plot.show(race, reading.area())
  plot.draw_field(race, field, true, true, false)
  return plot
}

/**
 * Draws the paths up to a step, and where the runs stand.
 * @param {any} plot
 * @param {any} race
 * @param {number} step
 * @param {Canvases} canvases
 * @param {Look} look
 */
export function drawRuns(plot, race, step, { paths, heads }, { width, height, ratio }) {
  const k = Math.min(step, race.last())
  size(paths, width * ratio, height * ratio)
  size(heads, width * ratio, height * ratio)
  plot.draw_paths(race, paths, true, k, 0, -1)
  plot.draw_heads(race, heads, k, 0, -1, new Uint32Array())
}

/** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
function size(canvas, width, height) {
  Object.assign(canvas, { width, height })
}
