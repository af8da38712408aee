// What every part is given: the state, the engine, and the one way to change the experiment.

import { isLocked } from './experiment.mjs'

/**
 * @typedef {import('./types.d.ts').Experiment} Experiment
 * @typedef {object} Change
 * @property {string} path where in the experiment, as its errors say it
 * @property {string} [text] what was typed, kept where it cannot be used
 * @property {string | null} [gesture] changes of one gesture are undone together
 * @property {boolean} [chapter] another experiment: an entry of its own in the browser's history
 * @property {number[]} [order] for runs that moved: the old index of each new one
 *
 * @typedef {object} Page
 * @property {import('./types.d.ts').Store} store
 * @property {import('./engine.mjs').Engine} engine
 * @property {(experiment: Experiment, change: Change) => boolean} edit false where it was refused
 * @property {(path: string, text: string, message: string, column?: number | null) => void} refuse keeps what was typed and
 *   says what is wrong with it
 */

/**
 * @param {import('./types.d.ts').Store} store
 * @param {import('./engine.mjs').Engine} engine
 * @returns {Page}
 */
export function createPage(store, engine) {
  return {
    store,
    engine,
    edit(experiment, { path, text = '', gesture = null, chapter = false, order }) {
      if (isLocked(store.get().experiment, path)) return false
      const fault = engine.attempt(experiment)
      if (fault) {
        store.dispatch({ type: 'drafted', path, draft: { ...fault, text } })
        return false
      }
      store.dispatch({ type: 'changed', experiment, path, gesture, chapter, order })
      return true
    },
    refuse(path, text, message, column = null) {
      store.dispatch({ type: 'drafted', path, draft: { path, text, message, column } })
    },
  }
}

let gestures = 0

/**
 * A name for one gesture: one drag, or one stay in a text box.
 * @param {string} what
 */
export function gestureOf(what) {
  gestures += 1
  return `${what}#${gestures}`
}
