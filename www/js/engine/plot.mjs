// The plot in the module, which knows the view and what was drawn last.

import { frameOf } from '../first.mjs'
import { nth } from '../lists.mjs'

export class Plot {
  /** @param {import('../engine.mjs').Engine} engine */
  constructor(engine) {
    this.engine = engine
    this.extent = { width: 0, height: 0 }
    this.framed = ''
    /** @type {any} */
    this.own = null
    /** @type {import('../first.mjs').Drawn | null} */
    this.drawn = null
  }

  /**
   * Begins with the engine's instance.
   * @param {import('../first.mjs').Drawn | null} drawn what it has drawn already
   */
  begin(drawn) {
    this.own = drawn?.plot ?? new this.engine.wasm.Plot()
    this.drawn = drawn
  }

  /**
   * @param {number} width
   * @param {number} height
   * @param {number} ratio
   * @param {boolean} dark
   */
  frame(width, height, ratio, dark) {
    this.extent = { width, height }
    this.framed = frameOf({ width, height, ratio, dark })
    this.engine.guarded(() => this.own.frame(width, height, ratio, dark), undefined)
  }

  /**
   * What was drawn before the page was there, if it is what the page would draw; asked for once.
   * @param {import('../types.d.ts').State} state
   */
  takeFirst({ experiment }) {
    const { drawn } = this
    this.drawn = null
    return drawn?.opened.experiment === experiment && drawn.frame === this.framed ? drawn : null
  }

  /**
   * @param {import('../types.d.ts').State} state
   * @param {HTMLCanvasElement} canvas
   * @param {boolean} draft coarser: the view is on the move
   */
  drawField(state, canvas, draft) {
    this.engine.guarded(() => {
      this.own.show(this.engine.race, state.experiment.box ?? undefined, this.engine.seen(state.experiment.see))
      this.own.draw_field(this.engine.race, canvas, draft)
    }, undefined)
  }

  /**
   * Draws all paths up to step `k`, or only what is new since they were drawn last; a draft while they are on the move.
   * @param {import('../types.d.ts').State} state
   * @param {HTMLCanvasElement} canvas
   * @param {'More' | 'Anew' | 'Again' | 'Draft'} manner
   * @param {number} k
   * @param {number} bright the run that stands out, or -1
   */
  drawPaths(state, canvas, manner, k, bright) {
    const how = this.engine.wasm.Manner[manner]
    this.engine.guarded(() => this.own.draw_paths(this.engine.race, canvas, how, k, this.engine.mask(state), bright), undefined)
  }

  /**
   * @param {import('../types.d.ts').State} state
   * @param {HTMLCanvasElement} canvas
   * @param {number} bright
   */
  drawHeads(state, canvas, bright) {
    const at = state.hover ? [state.hover.run, state.hover.start, state.hover.k] : []
    this.engine.guarded(() => this.own.choose(state.chosen), undefined)
    this.engine.guarded(
      () => this.own.draw_heads(this.engine.race, canvas, state.cursor, this.engine.mask(state), bright, new Uint32Array(at)),
      undefined,
    )
  }

  /**
   * @param {import('../types.d.ts').Point} at
   * @returns {import('../types.d.ts').Point}
   */
  pixel([x, y]) {
    const at = this.engine.guarded(() => this.own.to_pixel(x, y), new Float64Array(2))
    return [nth(at, 0), nth(at, 1)]
  }

  /**
   * The point at a pixel, with as many digits as a pixel can tell.
   * @param {number} x
   * @param {number} y
   * @returns {import('../types.d.ts').Point}
   */
  data(x, y) {
    const at = this.engine.guarded(() => this.own.to_data(x, y), new Float64Array(2))
    return [nth(at, 0), nth(at, 1)]
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  isInside(x, y) {
    return this.engine.guarded(() => this.own.is_inside(x, y), false)
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} factor
   * @returns {number[]}
   */
  zoomed(x, y, factor) {
    return [...this.engine.guarded(() => this.own.zoomed(x, y, factor), [])]
  }

  /**
   * @param {number} dx
   * @param {number} dy
   * @returns {number[]}
   */
  panned(dx, dy) {
    return [...this.engine.guarded(() => this.own.panned(dx, dy), [])]
  }

  /**
   * @param {import('../types.d.ts').State} state
   * @param {number} x
   * @param {number} y
   * @returns {import('../types.d.ts').Hit | null}
   */
  hit(state, x, y) {
    return this.engine.guarded(() => this.own.hit(this.engine.race, x, y, Math.floor(state.cursor), this.engine.mask(state)) ?? null, null)
  }

  /**
   * Keeps the path of a run as it is, to be seen beside those that it takes later.
   * @param {number} look
   */
  pin(look) {
    this.engine.guarded(() => this.own.pin(this.engine.race, this.engine.looks.indexOf(look)), undefined)
  }

  /** @param {number} look */
  unpin(look) {
    this.engine.guarded(() => this.own.unpin(look), undefined)
  }

  /**
   * The plot as it is seen, as a file.
   * @param {import('../types.d.ts').State} state
   * @returns {string}
   */
  svg(state) {
    return this.own.svg(this.engine.race, Math.floor(state.cursor), this.engine.mask(state))
  }
}
