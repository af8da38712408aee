// The address bar is the experiment. It keeps what it was given until the reader changes something; then it follows.

import { copyOn } from './copy.mjs'
import { byId } from './dom.mjs'
import { openingStep } from './first.mjs'

/** Browsers refuse addresses that change too often: one that changes is written when it has stood for so many milliseconds. */
const PAUSE = 300

/** @param {import('./page.mjs').Page} page */
export function address(page) {
  const { engine, store } = page
  let chapter = store.get().chapter
  /** @type {ReturnType<typeof setTimeout> | null} */
  let waiting = null

  const link = () => `${location.pathname}#${engine.write(store.get().experiment)}`

  /** Writes what is due at once. */
  function flush() {
    if (waiting !== null) clearTimeout(waiting)
    waiting = null
    const state = store.get()
    if (engine.dead) return
    const cursor = state.playing ? null : { cursor: state.cursor }
    history.replaceState(cursor, '', state.given === null && state.experiment !== null ? link() : location.href)
  }

  store.subscribe((now, before) => {
    if (now.chapter !== chapter) {
      // What was shown before stays where Back finds it, as it was at its end.
      if (waiting !== null && before.given === null) {
        clearTimeout(waiting)
        waiting = null
        history.replaceState({ cursor: before.cursor }, '', `${location.pathname}#${engine.write(before.experiment)}`)
      }
      chapter = now.chapter
      history.pushState(null, '', link())
    } else if (now.experiment !== before.experiment || now.playing !== before.playing) {
      // While a start is dragged the address waits: writing it takes longer than drawing a frame.
      if (waiting !== null) clearTimeout(waiting)
      waiting = now.given === null || now.playing !== before.playing ? setTimeout(flush, PAUSE) : null
    }
  })

  addEventListener('popstate', () => /[#&]net=/.test(location.hash) ? location.reload() : open(page, history.state?.cursor ?? null, false))
  addEventListener('pagehide', () => {
    if (waiting !== null) flush()
  })

  copyOn(page, byId('copy', HTMLButtonElement), () => {
    if (store.get().given === null) flush()
    return new URL(link(), location.href).href
  })
}

/**
 * Opens the experiment that the address names, or the opening one.
 * @param {import('./page.mjs').Page} page
 * @param {number | null} cursor where it was left, if it was
 * @param {boolean} first the page has just been loaded
 * @param {import('./types.d.ts').ReadLink} [opened] what it says, if it has been read
 */
export function open({ engine, store }, cursor, first, opened = engine.open(location.hash, location.search)) {
  const { experiment, notices, given } = opened
  const at = openingStep(cursor, experiment.k, Boolean(experiment.ask))
  // The bare page plays at once; a link opens as its grammar says, at its first step.
  const play = first && !given && at === null
  store.dispatch({ type: 'loaded', experiment, notices, given: location.href, play, cursor: at })
}
