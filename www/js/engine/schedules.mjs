// The values of a run's parameters over the steps, in the module: their curves, the points that can be moved, their sums.

export class Schedules {
  /** @param {import('../engine.mjs').Engine} engine */
  constructor(engine) {
    this.engine = engine
  }

  /**
   * The handles on the curve of a run's parameter, in a picture of this size.
   * @param {number} run
   * @param {string} key
   * @param {{ width: number, height: number }} size
   * @param {number[]} seen what was seen before, to stay as it is; empty for what shows it all
   * @returns {import('../types.d.ts').ScheduleShape | null}
   */
  shape(run, key, { width, height }, seen) {
    const { race } = this.engine
    return this.engine.guarded(() => race.schedule(run, key, new Float64Array([width, height]), new Float64Array(seen)), null)
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} run
   * @param {string} key
   * @param {{ width: number, height: number, ratio: number }} size
   * @param {boolean} dark
   * @param {number} k
   * @param {number[]} seen
   */
  draw(canvas, run, key, { width, height, ratio }, dark, k, seen) {
    const size = new Float64Array([width, height])
    const { race } = this.engine
    this.engine.guarded(() => race.draw_schedule(canvas, run, key, size, ratio, dark, k, new Float64Array(seen)), undefined)
  }

  /** What the sums of a rate come to. @param {number} run @param {string} key @param {number} k @returns {string} */
  words(run, key, k) {
    return this.engine.guarded(() => this.engine.race.schedule_words(run, key, k), '')
  }

  /**
   * What changes when a handle is moved to a pixel.
   * @param {number} run
   * @param {string} key
   * @param {{ width: number, height: number }} size
   * @param {number[]} seen
   * @param {number} i
   * @param {[number, number]} at
   * @returns {[key: string, value: number][]}
   */
  moved(run, key, { width, height }, seen, i, [x, y]) {
    const size = new Float64Array([width, height])
    const { race } = this.engine
    return this.engine.guarded(() => race.schedule_moved(run, key, size, new Float64Array(seen), i, x, y), null) ?? []
  }

  /**
   * What changes when keys move a handle.
   * @param {number} run
   * @param {string} key
   * @param {number} i
   * @param {[right: number, up: number]} by
   * @param {number} times
   * @returns {[key: string, value: number][]}
   */
  nudged(run, key, i, [right, up], times) {
    return this.engine.guarded(() => this.engine.race.schedule_nudged(run, key, i, right, up, times), null) ?? []
  }
}
