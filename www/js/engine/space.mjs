// The surface in the module: it is turned and drawn there.

export class Space {
  /** @param {import('../engine.mjs').Engine} engine */
  constructor(engine) {
    this.engine = engine
    /** @type {any} */
    this.own = null
  }

  /** Begins with the engine's instance. */
  begin() {
    this.own = new this.engine.wasm.Space()
  }

  /**
   * The surface over the box that the plot shows, sampled anew.
   * @param {import('../types.d.ts').State} state
   * @param {import('../first.mjs').Look} look
   */
  show({ experiment }, { width, height, ratio, dark }) {
    this.engine.guarded(() => {
      this.own.frame(width, height, ratio, dark)
      this.own.show(this.engine.race, experiment.box ?? undefined, this.engine.seen(experiment.see))
    }, undefined)
  }

  /**
   * Turns the surface by a drag, or back; the answer says how it stands.
   * @param {[number, number] | null} by
   * @returns {string}
   */
  turn(by) {
    return this.engine.guarded(() => {
      if (by) this.own.drag(...by)
      else this.own.reset()
      return this.own.words()
    }, '')
  }

  /**
   * @param {import('../types.d.ts').State} state
   * @param {Record<'ground' | 'paths' | 'heads', HTMLCanvasElement>} canvases
   * @param {{ ground: boolean, paths: 'Anew' | 'Draft' | 'More' | null, k: number, bright: number }} what
   */
  draw(state, canvases, { ground, paths, k, bright }) {
    const mask = this.engine.mask(state)
    this.engine.guarded(() => {
      if (ground) this.own.draw_ground(canvases.ground)
      if (paths) this.own.draw_paths(this.engine.race, canvases.paths, this.engine.wasm.Manner[paths], k, mask, bright)
      this.own.draw_heads(this.engine.race, canvases.heads, state.cursor, mask, bright)
    }, undefined)
  }
}
