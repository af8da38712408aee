// Keeps the race in step with the experiment: a new one when it changes, the rest of a long one in slices.

import { substance } from './state.mjs'

/** @param {import('./page.mjs').Page} page */
export function racer(page) {
  const { engine, store } = page
  let raced = ''

  function advance() {
    const { last, done } = engine.advance()
    store.dispatch({ type: 'raced', version: engine.version, last, done })
  }

  /** @param {import('./types.d.ts').State} state */
  const follow = (state) => {
    const key = `${substance(state.experiment)} ${state.looks}`
    if (engine.dead) return
    if (key !== raced || !engine.race) {
      raced = key
      engine.adopt(state.experiment, state.looks)
      advance()
    } else if (!state.race.done) {
      advance()
    }
  }
  store.subscribe(follow)
  follow(store.get())
}
