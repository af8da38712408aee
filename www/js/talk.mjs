// What a frame and the page around it say to each other. Only the page right around it is listened to, and only one that has said hello
// is told what happens.

import { VERSION, say } from './message.mjs'
import { substance } from './state.mjs'

/** @typedef {import('./types.d.ts').State} State */

/** A change is told when the experiment has stood for so many milliseconds. */
const PAUSE = 300

/** @param {import('./page.mjs').Page} page */
export function talk({ engine, store }) {
  if (parent === window) return
  /** @type {string | null} where the page around is from, once it has said hello */
  let host = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting

  /** @param {string} type @param {Record<string, unknown>} [more] */
  function tell(type, more = {}) {
    if (host !== null) say(type, more, host)
  }
  const experiment = () => engine.write(store.get().experiment)
  const place = () => ({ k: Math.floor(store.get().cursor), last: store.get().race.last })

  /** @type {Record<string, (message: any) => void>} */
  const answers = {
    hello: () => tell('ready', { experiment: experiment(), ...place() }),
    play: () => store.dispatch({ type: 'played' }),
    pause: () => {
      if (store.get().playing) store.dispatch({ type: 'paused' })
    },
    seek: ({ k }) => {
      if (Number.isInteger(k)) store.dispatch({ type: 'sought', k })
    },
    open: ({ experiment }) => {
      if (typeof experiment !== 'string') return
      const { notices, ...opened } = engine.open(`#${experiment.replace(/^[#?]/, '')}`, '')
      store.dispatch({ type: 'loaded', experiment: opened.experiment, notices, given: location.href, play: false, cursor: opened.experiment.k })
    },
    scheme: ({ scheme }) => {
      const known = scheme === 'light' || scheme === 'dark' || scheme === null
      if (known && store.get().experiment.theme === null) store.dispatch({ type: 'themed', theme: scheme })
    },
  }

  addEventListener('message', (event) => {
    const { data, origin, source } = event
    if (source !== parent || typeof data !== 'object' || data?.descent !== VERSION) return
    if (data.type === 'hello') host = origin === 'null' ? '*' : origin
    if (Object.hasOwn(answers, data.type)) answers[data.type]?.(data)
  })

  say('here')
  store.subscribe((now, before) => {
    if (Math.floor(now.cursor) !== Math.floor(before.cursor) || now.race.last !== before.race.last) tell('frame', place())
    if (before.playing && !now.playing && now.race.done && now.cursor >= now.race.last) {
      tell('halt', { ...place(), runs: engine.infos.map(({ label, steps, verdict }) => ({ label, steps, verdict })) })
    }
    if (now.experiment === before.experiment || host === null) return
    if (substance(now.experiment) === substance(before.experiment)) return
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      if (!engine.dead) tell('change', { experiment: experiment() })
    }, PAUSE)
  })
}
