// Holds the state, hands events to `reduce`, and lets every part render at most once a frame.

import { reduce } from './state.mjs'

/**
 * @typedef {import('./types.d.ts').State} State
 * @typedef {(now: State, before: State) => void} Part
 * @typedef {{ part: Part, seen: State }} Entry
 */

/**
 * @param {State} state
 * @param {(draw: () => void) => void} schedule how to wait for the next frame
 * @returns {import('./types.d.ts').Store}
 */
export function createStore(state, schedule = requestAnimationFrame) {
  let waiting = false
  /** @type {Entry[]} */
  const parts = []
  /** @type {Entry[]} those that may be a few frames late, the next one first */
  const late = []
  let settled = state

  /** Counts the frames asked for: one that has been drawn already is not drawn again. */
  let asked = 0

  function wait() {
    if (waiting) return
    waiting = true
    asked += 1
    const own = asked
    schedule(() => {
      if (own === asked && waiting) draw()
    })
  }

  /** @param {Entry} entry */
  function show(entry) {
    // Each part is told what it saw last, so that one that dispatches while rendering (a race that has been
    // computed) is seen by those after it in this very frame and by those before it in the next.
    const before = entry.seen
    entry.seen = state
    if (before !== state) entry.part(state, before)
  }

  function draw() {
    waiting = false
    const moving = settled !== state
    for (const entry of parts) show(entry)
    // As long as every frame brings a change, those that may be late take turns, one a frame. Then all come.
    const next = late.find((entry) => entry.seen !== state)
    if (moving && next) {
      late.push(...late.splice(late.indexOf(next), 1))
      show(next)
    } else {
      for (const entry of [...late]) show(entry)
    }
    settled = state
    // While it plays, the next frame comes anyway.
    if (!state.playing && late.some((entry) => entry.seen !== state)) wait()
  }

  return {
    get: () => state,
    dispatch(event) {
      const next = reduce(state, event)
      if (next === state) return
      state = next
      wait()
    },
    animate(event) {
      state = reduce(state, event)
      draw()
    },
    subscribe(part, when = 'now') {
      const list = when === 'late' ? late : parts
      list.push({ part, seen: state })
    },
  }
}
