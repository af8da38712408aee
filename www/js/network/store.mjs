// Holds the state of the page of networks and lets every part render at most once a frame.

/**
 * @param {import('./types.d.ts').State} state
 * @param {(draw: () => void) => void} schedule how to wait for the next frame
 * @returns {import('./types.d.ts').Store}
 */
export function createStore(state, schedule = requestAnimationFrame) {
  let waiting = false
  /** @type {{ part: (now: typeof state, before: typeof state) => void, seen: typeof state }[]} */
  const parts = []
  function draw() {
    waiting = false
    for (const entry of parts) {
      const before = entry.seen
      entry.seen = state
      if (before !== state) entry.part(state, before)
    }
  }
  /** @param {Partial<typeof state>} change */
  function set(change) {
    state = { ...state, ...change }
    if (waiting) return
    waiting = true
    schedule(draw)
  }
  return {
    get: () => state,
    set,
    dispatch(event) {
      if (event.type === 'themed') set({ theme: event.theme })
      else if (event.type === 'chosen') set({ chosen: event.run })
      else if (event.type === 'said') set({ said: event.words })
    },
    subscribe: (part) => void parts.push({ part, seen: state }),
  }
}
