// The charts in the module: what they show, what is where on them.

import { nth } from '../lists.mjs'

export class Charts {
  /** @param {import('../engine.mjs').Engine} engine */
  constructor(engine) {
    this.engine = engine
    /** @type {any} */
    this.own = null
  }

  /** Begins with the engine's instance. */
  begin() {
    this.own = new this.engine.wasm.Charts()
  }

  /**
   * Makes the charts ready that are to be seen.
   * @param {import('../types.d.ts').State} state
   * @param {{ width: number, height: number, ratio: number }} size of each
   * @param {boolean} dark
   * @returns {import('../types.d.ts').Shown[]} what each of them shows
   */
  show(state, { width, height, ratio }, dark) {
    const { experiment, charts } = state
    const along = this.engine.catalog.along.findIndex(({ id }) => id === experiment.axis)
    return this.engine.guarded(() => {
      this.own.frame(width, height, ratio, dark)
      const zoom = charts.zoom ?? undefined
      return this.own.show(this.engine.race, this.engine.seen(experiment.see), this.engine.seen(charts.linear), along, zoom, this.engine.mask(state))
    }, [])
  }

  /**
   * @param {number} chart its place among those that are shown
   * @param {HTMLCanvasElement} canvas
   * @param {number} bright the run that stands out, or -1
   */
  draw(chart, canvas, bright) {
    this.engine.guarded(() => this.own.draw(chart, canvas, bright), undefined)
  }

  /**
   * @param {number} chart
   * @param {HTMLCanvasElement} canvas
   * @param {number} k
   * @param {number} bright
   */
  drawCursor(chart, canvas, k, bright) {
    this.engine.guarded(() => this.own.draw_cursor(chart, canvas, k, bright), undefined)
  }

  /**
   * The number of the curve near a place on a chart, and the step there.
   * @param {number} chart
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   * @returns {Uint32Array | null}
   */
  hit(chart, x, y, reach) {
    return this.engine.guarded(() => this.own.hit(chart, x, y, reach) ?? null, null)
  }

  /**
   * Where on a chart a curve is at a step.
   * @param {number} chart
   * @param {number} curve
   * @param {number} k
   * @returns {import('../types.d.ts').Point}
   */
  pixel(chart, curve, k) {
    const at = this.engine.guarded(() => this.own.pixel(chart, curve, k), new Float64Array(2))
    return [nth(at, 0), nth(at, 1)]
  }

  /**
   * How far right and how high the curves of a chart are at a step, by turns.
   * @param {number} chart
   * @param {number} k
   * @returns {number[]}
   */
  values(chart, k) {
    return [...this.engine.guarded(() => this.own.values(chart, k), [])]
  }

  /**
   * The steps that a table of the charts shows.
   * @param {number} most how many, about
   * @returns {number[]}
   */
  rows(most) {
    return [...this.engine.guarded(() => this.own.rows(most), [])]
  }

  /**
   * The step under a place on the charts.
   * @param {number} x
   * @returns {number}
   */
  step(x) {
    return this.engine.guarded(() => this.own.step(x), 0)
  }

  /**
   * The part of the charts between two places; nothing for all of it.
   * @param {number} from
   * @param {number} to
   * @returns {number[] | null}
   */
  between(from, to) {
    return zoomOf(this.engine.guarded(() => this.own.between(from, to), undefined))
  }

  /**
   * The part of the charts about a step, so many times as close.
   * @param {number} k
   * @param {number} factor
   * @returns {number[] | null}
   */
  zoomed(k, factor) {
    return zoomOf(this.engine.guarded(() => this.own.zoomed(k, factor), undefined))
  }
}

/** @param {Float64Array | undefined} range */
function zoomOf(range) {
  return range ? [...range] : null
}
