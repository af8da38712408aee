// The page's side of the module of networks: the only file of the page that calls it.

import { nth } from '../lists.mjs'

/**
 * @typedef {import('./types.d.ts').Experiment} Experiment
 * @typedef {import('../types.d.ts').Param} Param
 */

export class Engine {
  /** @param {typeof import('../../descent-worker.js')} wasm */
  constructor(wasm) {
    this.wasm = wasm
    /** @type {import('./types.d.ts').Catalog} */
    this.catalog = wasm.catalog()
    /** @type {import('../types.d.ts').Style[]} */
    this.styles = wasm.styles()
    this.curves = new wasm.Curves()
    /** @type {string[]} */
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

  /** @param {string | null} id */
  schedule(id) {
    return this.catalog.schedules.find((one) => one.id === id) ?? null
  }

  /** @param {string} key */
  param(key) {
    const found = this.catalog.params.find((one) => one.key === key)
    if (!found) throw new Error(`no parameter ${key}`)
    return found
  }

  /** @param {number} run */
  style(run) {
    return nth(this.styles, (this.looks[run] ?? run) % this.styles.length)
  }

  /** What a run is called. @param {number} run */
  label(run) {
    return this.names[run] ?? ''
  }

  /**
   * What an address says.
   * @param {string} fragment
   * @param {string} query
   * @returns {{ experiment: Experiment, notices: import('../types.d.ts').Notice[] }}
   */
  open(fragment, query) {
    const { experiment, notices } = this.wasm.open(fragment, query)
    return { experiment: { ...experiment, lock: [] }, notices }
  }

  /** @param {Experiment} experiment */
  write(experiment) {
    return this.wasm.write(experiment)
  }

  /**
   * What is wrong with an experiment, if something is.
   * @param {Experiment} experiment
   * @returns {import('../types.d.ts').Fault | null}
   */
  attempt(experiment) {
    try {
      this.wasm.check(experiment)
      return null
    } catch (error) {
      return faultOf(error)
    }
  }

  /**
   * The experiment with a key of its link set to a text, or what is wrong with that.
   * @param {Experiment} experiment
   * @param {string} key
   * @param {string} text
   * @returns {{ experiment: Experiment | null, fault: import('../types.d.ts').Fault | null }}
   */
  edited(experiment, key, text) {
    try {
      return { experiment: { ...this.wasm.edited(experiment, key, text), lock: [] }, fault: null }
    } catch (error) {
      return { experiment: null, fault: faultOf(error) }
    }
  }

  /**
   * Knows the runs of this experiment by name and look.
   * @param {Experiment} experiment
   * @param {number[]} looks
   */
  adopt(experiment, looks) {
    this.names = this.wasm.names(experiment)
    this.looks = looks
  }

  /** @param {Experiment} _experiment @param {string} method @returns {import('../types.d.ts').RunSpec} */
  newRun(_experiment, method) {
    return this.wasm.new_run(method)
  }

  /** @param {Param} param @param {number} position @returns {number} */
  slide(param, position) {
    return this.wasm.slide(param.scale, param.slider[0], param.slider[1], param.kind === 'whole', position)
  }

  /** @param {Param} param @param {number} value @returns {number} */
  unslide(param, value) {
    return this.wasm.unslide(param.scale, param.slider[0], param.slider[1], value)
  }

  /** @param {Param} param @param {number} value @param {number} by @returns {number} */
  nudge(param, value, by) {
    return this.wasm.nudge(param.scale, param.min, param.max, param.kind === 'whole', value, by)
  }

  /** Where a run stands. @param {number} run @returns {import('./types.d.ts').Standing} */
  standing(run) {
    return this.curves.standing(run)
  }
}

/**
 * @param {unknown} error
 * @returns {import('../types.d.ts').Fault}
 */
function faultOf(error) {
  const { path = '', message, column = null } = /** @type {any} */ (error)
  return { path, message, column }
}
