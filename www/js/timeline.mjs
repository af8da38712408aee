// Play, step, scrub: the cursor over the race, with marks where runs ended.

import { byId, el, setAttr, setText } from './dom.mjs'
import { count } from './format.mjs'
import { isAsking } from './state.mjs'
import { dress } from './swatch.mjs'

/** @typedef {import('./types.d.ts').State} State */

/** @param {import('./page.mjs').Page} page */
export function timeline(page) {
  const { engine, store } = page
  const play = byId('play', HTMLButtonElement)
  const back = byId('step-back', HTMLButtonElement)
  const forth = byId('step', HTMLButtonElement)
  const toStart = byId('to-start', HTMLButtonElement)
  const repeat = byId('repeat', HTMLButtonElement)
  const speed = byId('speed', HTMLSelectElement)
  const scrub = byId('scrub', HTMLInputElement)
  const ticks = byId('ticks', HTMLDivElement)
  const words = byId('step-words', HTMLOutputElement)
  const poster = byId('poster', HTMLButtonElement)

  play.addEventListener('click', () => toggle(store))
  poster.addEventListener('click', () => {
    store.dispatch({ type: 'played' })
    play.focus()
  })
  back.addEventListener('click', () => stepBy(store, -1))
  forth.addEventListener('click', () => stepBy(store, 1))
  toStart.addEventListener('click', () => store.dispatch({ type: 'sought', k: 0 }))
  repeat.addEventListener('click', () => store.dispatch({ type: 'repeated' }))
  speed.addEventListener('change', () => store.dispatch({ type: 'sped', speed: Number(speed.value) }))
  scrub.addEventListener('input', () => store.dispatch({ type: 'sought', k: Number(scrub.value) }))

  let measured = -1
  /** @param {State} state */
  const render = (state) => {
    const { last } = state.race
    const k = Math.floor(state.cursor)
    document.documentElement.toggleAttribute('data-playing', state.playing)
    setAttr(play, 'aria-label', state.playing ? 'Pause' : 'Play')
    setAttr(play, 'title', state.playing ? 'Pause (Space)' : 'Play (Space)')
    setAttr(repeat, 'aria-pressed', String(state.repeat))
    setAttr(scrub, 'max', String(last))
    if (scrub.valueAsNumber !== k) scrub.value = String(k)
    // How many steps there are would tell how long the slowest run takes.
    const all = isAsking(state) ? '' : ` of ${count(last)}`
    setAttr(scrub, 'aria-valuetext', `step ${k}${all}`)
    scrub.style.setProperty('--at', `${last > 0 ? (100 * state.cursor) / last : 0}%`)
    if (last !== measured) words.style.setProperty('--digits', String(count(last).length))
    measured = last
    setText(words, `step ${count(k)}${all}`)
    back.disabled = toStart.disabled = k <= 0
    forth.disabled = state.race.done && k >= last
    poster.hidden = !state.fresh || state.guessing || last === 0
  }

  let marked = ''
  // Asked for once a size: asking in every frame would lay out the page each time.
  let track = 0
  /** @param {State} state */
  const mark = (state) => {
    const asking = isAsking(state)
    const key = `${state.race.version} ${state.race.last} ${state.race.done} ${track} ${asking}`
    if (key === marked) return
    marked = key
    const { last } = state.race
    // Runs that used up all their steps end where the track ends: no mark says that better.
    const ended = asking ? [] : engine.infos.filter((info) => info.halt && info.halt.kind !== 'budget' && last > 0)
    ended.sort((a, b) => a.steps - b.steps)
    let free = -Infinity
    ticks.replaceChildren(
      ...ended.flatMap((info) => {
        const at = (track * info.steps) / last
        const tick = el('span', { class: 'tick', title: `${info.label}: step ${info.steps}` })
        dress(tick, engine.style(info.run), info.run)
        tick.style.left = `${at}px`
        // A name only where there is room for it: beside the mark, on the side that is inside.
        const name = el('span', { class: 'tick-name' }, `${info.label}: ${count(info.steps)}`)
        const width = name.textContent ? name.textContent.length * 6.6 + 10 : 0
        const left = at + width > track ? at - width : at
        if (left < Math.max(0, free + 4)) return [tick]
        free = left === at ? at + width : at
        if (left === at) name.style.left = `${at}px`
        else name.style.right = `${track - at}px`
        return [tick, name]
      }),
    )
  }
  const resized = new ResizeObserver(() => {
    track = ticks.clientWidth
    mark(store.get())
  })
  resized.observe(ticks)
  store.subscribe(render)
  store.subscribe(mark, 'late')
  render(store.get())
  mark(store.get())
}

/** @param {import('./types.d.ts').Store} store */
export function toggle(store) {
  store.dispatch({ type: store.get().playing ? 'paused' : 'played' })
}

/**
 * @param {import('./types.d.ts').Store} store
 * @param {number} by
 */
export function stepBy(store, by) {
  const { cursor } = store.get()
  // From between two steps, back means the one that was last.
  const from = by < 0 ? Math.ceil(cursor) : Math.floor(cursor)
  store.dispatch({ type: 'sought', k: from + by })
}
