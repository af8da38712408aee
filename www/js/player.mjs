// Moves the cursor while the race plays. A trajectory is data; this only says which part of it is shown.

/** At speed 1 a race takes about this long, but short ones go step by step. */
const SECONDS = 8
/** Steps a second at speed 1, at least. */
const LEAST = 8
/** How long the last frame stays before a repeated race begins again, in seconds. */
const REST = 1.2

/**
 * Where the cursor is after `seconds` more, and whether that is the end.
 * @param {{ cursor: number, last: number, speed: number }} now
 * @param {number} seconds
 */
export function moved({ cursor, last, speed }, seconds) {
  const next = cursor + seconds * speed * Math.max(LEAST, last / SECONDS)
  return next >= last ? { cursor: last, ended: true } : { cursor: next, ended: false }
}

/** @param {import('./page.mjs').Page} page */
export function player(page) {
  const { store } = page
  /** @type {number | null} */
  let then = null
  let resting = 0

  /** @param {number} time */
  function frame(time) {
    const state = store.get()
    if (!state.playing) {
      then = null
      return
    }
    // A tab that was hidden goes on where it was.
    const seconds = then === null ? 0 : Math.min((time - then) / 1000, 0.1)
    then = time
    requestAnimationFrame(frame)
    if (resting > 0) {
      resting -= seconds
      store.animate({ type: 'ticked', cursor: resting <= 0 ? 0 : state.cursor })
      return
    }
    const { cursor, ended } = moved({ cursor: state.cursor, last: state.race.last, speed: state.speed }, seconds)
    store.animate({ type: 'ticked', cursor })
    // A long race that is still being computed plays on as it grows.
    if (!ended || !state.race.done) return
    if (state.repeat) resting = REST
    else store.dispatch({ type: 'ended' })
  }

  /** @param {import('./types.d.ts').State} now @param {import('./types.d.ts').State} before */
  const follow = (now, before) => {
    if (now.playing && !before.playing && then === null) {
      resting = 0
      requestAnimationFrame(frame)
    }
    if (!now.playing) resting = 0
  }
  store.subscribe(follow)
  if (store.get().playing) requestAnimationFrame(frame)
}
