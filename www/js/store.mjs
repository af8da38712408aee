// Holds the state, hands events to `reduce`, and lets every part render at most once a frame.

import { reduce } from './state.mjs'

/**
 * @typedef {import('./types.d.ts').State} State
 * @typedef {(now: State, before: State) => void} Part
 */

/**
 * @param {State} state
 * @param {(draw: () => void) => void} schedule how to wait for the next frame
 * @returns {import('./types.d.ts').Store}
 */
export function createStore(state, schedule = requestAnimationFrame) {
  let waiting = false
  /** @type {{ part: Part, seen: State }[]} */
  const parts = []

  function draw() {
    waiting = false
    for (const entry of parts) {
      // Each part is told what it saw last, so that one that dispatches while rendering (a race that has been
      // computed) is seen by those after it in this very frame and by those before it in the next.
      const before = entry.seen
      entry.seen = state
      if (before !== state) entry.part(state, before)
    }
  }

  return {
    get: () => state,
    dispatch(event) {
      const next = reduce(state, event)
      if (next === state) return
      state = next
      if (waiting) return
      waiting = true
      schedule(draw)
    },
    subscribe(part) {
      parts.push({ part, seen: state })
    },
  }
}
