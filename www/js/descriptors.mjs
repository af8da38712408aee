// What the page's two modules have in common, whichever of them describes methods and runs: descriptors, names, looks, sliders.

import { nth } from './lists.mjs'

/** @typedef {import('./types.d.ts').Param} Param */

/**
 * @template {Pick<import('./types.d.ts').Catalog, 'methods' | 'schedules'>} Catalog
 */
export class Descriptors {
  /** @param {any} wasm the module's exports */
  constructor(wasm) {
    this.wasm = wasm
    /** @type {Catalog} */
    this.catalog = wasm.catalog()
    /** @type {import('./types.d.ts').Style[]} */
    this.styles = wasm.styles()
    /** @type {string[]} what the runs are called */
    this.names = []
    /** @type {number[]} the number of each run's style */
    this.looks = []
  }

  /** @param {string} id */
  method(id) {
    const found = this.catalog.methods.find((method) => method.id === id)
    if (!found) throw new Error(`no method ${id}`)
    return found
  }

  /** @param {string} id */
  schedule(id) {
    return this.catalog.schedules.find((one) => one.id === id) ?? null
  }

  /** @param {number} run */
  style(run) {
    return nth(this.styles, (this.looks[run] ?? run) % this.styles.length)
  }

  /**
   * What a run is called.
   * @param {number} run
   */
  label(run) {
    return this.names[run] ?? ''
  }

  /**
   * The value at a slider's position, 0 to 1.
   * @param {Param} param
   * @param {number} position
   * @returns {number}
   */
  slide(param, position) {
    return this.wasm.slide(param.scale, param.slider[0], param.slider[1], param.kind === 'whole', position)
  }

  /**
   * The slider's position, 0 to 1, for a value.
   * @param {Param} param
   * @param {number} value
   * @returns {number}
   */
  unslide(param, value) {
    return this.wasm.unslide(param.scale, param.slider[0], param.slider[1], value)
  }

  /**
   * The value one small step of the arrow keys up or down.
   * @param {Param} param
   * @param {number} value
   * @param {number} by
   * @returns {number}
   */
  nudge(param, value, by) {
    return this.wasm.nudge(param.scale, param.min, param.max, param.kind === 'whole', value, by)
  }
}
