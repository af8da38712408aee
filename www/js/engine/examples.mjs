// The picture of the examples in the module, and that of how batches scatter.

export class Examples {
  /** @param {import('../engine.mjs').Engine} engine */
  constructor(engine) {
    this.engine = engine
  }

  /**
   * Draws the examples with the models of the runs at step `k`.
   * @param {import('../types.d.ts').State} state
   * @param {HTMLCanvasElement} canvas
   * @param {{ width: number, height: number, ratio: number }} size
   * @param {boolean} dark
   * @param {number} k
   * @param {number} bright
   */
  draw(state, canvas, { width, height, ratio }, dark, k, bright) {
    const size = new Float64Array([width, height])
    this.engine.guarded(() => this.engine.race.draw_examples(canvas, size, ratio, dark, k, this.engine.mask(state), bright, state.chosen), undefined)
  }

  /**
   * Draws what stands still in that picture.
   * @param {HTMLCanvasElement} canvas
   * @param {{ width: number, height: number, ratio: number }} size
   * @param {boolean} dark
   */
  drawGround(canvas, { width, height, ratio }, dark) {
    this.engine.guarded(() => this.engine.race.draw_examples_ground(canvas, new Float64Array([width, height]), ratio, dark), undefined)
  }

  /**
   * The example at a pixel of that picture, and the other way round.
   * @param {{ width: number, height: number }} size
   * @param {number} x
   * @param {number} y
   * @returns {import('../types.d.ts').Point}
   */
  at({ width, height }, x, y) {
    const at = this.engine.guarded(() => this.engine.race.example_at(new Float64Array([width, height]), x, y), new Float64Array(2))
    return [at[0], at[1]]
  }

  /**
   * @param {{ width: number, height: number }} size
   * @param {import('../types.d.ts').Point} point
   * @returns {number[]}
   */
  pixel({ width, height }, [t, v]) {
    return [...this.engine.guarded(() => this.engine.race.example_pixel(new Float64Array([width, height]), t, v), [])]
  }

  /**
   * Holds the axes of that picture as they are, while a point is dragged, or lets them follow the examples again.
   * @param {boolean} held
   */
  hold(held) {
    this.engine.guarded(() => this.engine.race.hold_examples(held), undefined)
  }

  /** The examples of the race, as far as people set them. @returns {import('../types.d.ts').Point[]} */
  points() {
    const flat = [...this.engine.guarded(() => (this.engine.race ? this.engine.race.examples(200) : []), [])]
    return flat.flatMap((t, i) => (i % 2 ? [] : [/** @type {import('../types.d.ts').Point} */ ([t, flat[i + 1]])]))
  }

  /**
   * Draws how the gradients of batches scatter where a run stands, and answers of which size they are.
   * @param {number} run
   * @param {HTMLCanvasElement} canvas
   * @param {{ width: number, height: number, ratio: number }} size
   * @param {boolean} dark
   * @param {number} k
   * @returns {number}
   */
  drawScatter(run, canvas, { width, height, ratio }, dark, k) {
    return this.engine.guarded(() => this.engine.race.draw_scatter(canvas, new Float64Array([width, height]), ratio, dark, k, run), 0)
  }

  /** How many examples a run has read until a step, and how many epochs that is. @param {number} run @param {number} k @returns {number[]} */
  read(run, k) {
    return [...this.engine.guarded(() => this.engine.race.read(run, k), [])]
  }

  /** How many examples the next step of a run sees; 0 where it sees all. @param {number} run @param {number} k @returns {number} */
  batch(run, k) {
    return this.engine.guarded(() => this.engine.race.batch(run, k), 0)
  }
}
