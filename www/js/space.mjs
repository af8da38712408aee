// The function in space: its surface, drawn again when it turns; the paths, which grow; and where the runs stand, drawn in every frame.

import { byId, el, setAttr } from './dom.mjs'
import { objective } from './experiment.mjs'
import { fitted } from './fitted.mjs'
import { SETTLE } from './plot.mjs'

/** @typedef {import('./types.d.ts').State} State */

/** An arrow key turns as a drag of so many pixels does. */
const NUDGE = 20
/** @type {Record<string, [number, number]>} */
const KEYS = { ArrowLeft: [-NUDGE, 0], ArrowRight: [NUDGE, 0], ArrowUp: [0, -NUDGE], ArrowDown: [0, NUDGE] }

/** @param {import('./page.mjs').Page} page */
export function space({ engine, store }) {
  const root = byId('space', HTMLDivElement)
  const plane = byId('plot', HTMLDivElement)
  const canvas = () => el('canvas', { 'aria-hidden': 'true' })
  const canvases = { ground: el('canvas', { role: 'img' }), paths: canvas(), heads: canvas() }
  root.append(canvases.ground, canvases.paths, canvases.heads)
  const size = { width: 0, height: 0, ratio: 1 }
  /** What each canvas shows, as texts that differ where pictures do. */
  const drawn = { solid: '', turn: -1, paths: '', heads: '', k: 0, version: -1 }
  let turn = 0
  /** When the paths or the eye moved last, and what draws them properly once they stand still. */
  let moved = -Infinity
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling

  /** @param {State} state */
  function render(state) {
    const { experiment } = state
    if (root.hidden || !size.width || engine.dead || !engine.race) return
    const dark = document.documentElement.dataset.theme === 'dark'
    const solid = `${engine.instance} ${objective(experiment)} ${JSON.stringify(experiment.box)} ${experiment.see} ${size.width} ${size.height} ${size.ratio} ${dark}`
    const k = Math.min(Math.floor(state.cursor), state.race.last)
    const bright = state.hover?.run ?? -1
    const paths = `${solid} ${turn} ${state.race.version} ${state.hidden} ${state.looks} ${bright}`
    const heads = `${paths} ${state.cursor} ${state.race.last}`
    if (heads === drawn.heads) return
    const again = solid !== drawn.solid
    if (again) engine.space.show(state, { ...size, dark })
    const anew = paths !== drawn.paths || k < drawn.k
    const { version } = state.race
    if (!again && version !== drawn.version) moved = performance.now()
    const draft = anew && !again && performance.now() - moved < SETTLE
    engine.space.draw(state, canvases, { ground: again || turn !== drawn.turn, paths: draft ? 'Draft' : anew ? 'Anew' : k > drawn.k ? 'More' : null, k, bright })
    Object.assign(drawn, { solid, turn, paths, heads, k, version })
    if (anew) root.toggleAttribute('data-draft', draft)
    if (draft) settle()
  }

  /** Draws the paths properly as soon as nothing moves. */
  function settle() {
    settling ??= setTimeout(() => {
      settling = undefined
      if (!root.hasAttribute('data-draft')) return
      if (performance.now() - moved < SETTLE) return settle()
      drawn.paths = drawn.heads = ''
      render(store.get())
    }, SETTLE)
  }

  /** Which of plot and surface are there. @param {State} state */
  function place({ experiment: { see } }) {
    const way = engine.way(see)
    plane.hidden = way === 1
    root.hidden = way === 0
    root.parentElement?.classList.toggle('both', way === 2)
  }

  /** @param {[number, number] | null} by */
  function look(by) {
    const words = engine.space.turn(by)
    turn += 1
    if (from) moved = performance.now()
    setAttr(canvases.ground, 'aria-label', `Surface of ${engine.title(store.get().experiment)}, ${words}. The numbers are in the list of runs and under Data.`)
    render(store.get())
  }

  /** @type {[number, number] | null} */
  let from = null
  root.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    from = [event.clientX, event.clientY]
    root.setPointerCapture(event.pointerId)
  })
  root.addEventListener('pointermove', (event) => {
    if (!from) return
    const to = /** @type {[number, number]} */ ([event.clientX, event.clientY])
    look([to[0] - from[0], to[1] - from[1]])
    from = to
  })
  for (const end of ['pointerup', 'pointercancel']) root.addEventListener(end, () => (from = null))
  root.addEventListener('dblclick', () => look(null))
  root.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const by = event.key === '0' ? null : KEYS[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    look(by)
  })

  fitted(root, Object.values(canvases), size, () => (drawn.solid = drawn.heads = ''), () => render(store.get()))
  store.subscribe((state, before) => {
    if (state.experiment !== before.experiment) place(state)
    render(state)
  })
  place(store.get())
  look(null)
}
