// The page's side of the module of networks: the only file of the page that calls it.

import { Descriptors } from '../descriptors.mjs'

/**
 * @typedef {import('./types.d.ts').Experiment} Experiment
 * @typedef {import('../types.d.ts').Param} Param
 */

/** @extends {Descriptors<import('./types.d.ts').Catalog>} */
export class Engine extends Descriptors {
  /** @param {typeof import('../../descent-worker.js')} wasm */
  constructor(wasm) {
    super(wasm)
    this.curves = new wasm.Curves()
  }

  /** @param {string} key */
  param(key) {
    const found = this.catalog.params.find((one) => one.key === key)
    if (!found) throw new Error(`no parameter ${key}`)
    return found
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
