// Training: begin, pause, go on, one step, stop; how far it is and how long it still takes.

import { byId, setAttr, setText } from '../dom.mjs'
import { short } from '../format.mjs'
import { createCrew } from './crew.mjs'

/**
 * @param {import('./types.d.ts').Page} page
 * @param {WebAssembly.Module} module
 * @param {(run: number, said: import('./types.d.ts').Said) => void} answered to what was asked of a worker
 */
export function drive({ engine, store }, module, answered) {
  const go = byId('go', HTMLButtonElement)
  const step = byId('step', HTMLButtonElement)
  const stop = byId('stop', HTMLButtonElement)
  const progress = byId('progress', HTMLProgressElement)
  const words = byId('drive-words', HTMLOutputElement)
  /** The number of each training among the curves. @type {Map<string, number>} */
  const lines = new Map()
  /** How many workers have their data. */
  let opened = 0

  const crew = createCrew({
    spawn: () => /** @type {any} */ (new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' })),
    cores: navigator.hardwareConcurrency || 2,
    ready(run, { stepsAnEpoch, layers, parameters, examples }) {
      opened += 1
      for (const seed of seeds()) {
        const line = engine.curves.begin(run, stepsAnEpoch, store.get().experiment.epochs, layers)
        lines.set(`${run} ${seed}`, line)
      }
      store.set({ size: { parameters, examples }, news: store.get().news + 1 })
    },
    news(run, { seed, loss, accuracy, norms, epochs, seconds, end, test }) {
      const line = lines.get(`${run} ${seed}`)
      if (line === undefined) return
      engine.curves.take(line, loss, accuracy, norms, epochs, seconds)
      if (test) engine.curves.end(line, test[0] ?? NaN, test[1] ?? NaN)
      const { ends } = store.get()
      store.set({ news: store.get().news + 1, ends: end === null ? ends : put(ends, run, end) })
    },
    answered,
    failed(run, message) {
      store.set({ broken: put(store.get().broken, run, message) })
    },
    over() {
      if (store.get().status === 'training' || store.get().status === 'paused') {
        store.set({ status: 'ended' })
        store.dispatch({ type: 'said', words: 'The training is over' })
      }
    },
  })

  const seeds = () => {
    const { seed, seeds: count } = store.get().experiment
    return Array.from({ length: count }, (_, i) => seed + i)
  }

  /** Begins at the first weights. */
  function begin() {
    const { known, experiment, looks } = store.get()
    if (!known) return false
    opened = 0
    lines.clear()
    engine.curves.clear(new Uint32Array(looks))
    crew.begin({ type: 'open', module, source: known.source, link: engine.write(experiment), seeds: seeds() }, experiment.o.length)
    store.set({ ends: experiment.o.map(() => null), broken: experiment.o.map(() => null), news: store.get().news + 1, hover: null })
    return true
  }

  go.addEventListener('click', () => {
    const { status } = store.get()
    if (status === 'training') {
      crew.pause()
      store.set({ status: 'paused' })
      return
    }
    if (status !== 'paused' && !begin()) return
    store.set({ status: 'training' })
    crew.go()
  })
  step.addEventListener('click', () => {
    if (store.get().status !== 'paused' && !begin()) return
    store.set({ status: 'paused' })
    crew.step()
  })
  stop.addEventListener('click', () => {
    crew.dismiss()
    store.set({ status: 'stale' })
  })

  /** Begins a run anew whose worker broke down. @param {number} run */
  function restart(run) {
    for (const seed of seeds()) lines.delete(`${run} ${seed}`)
    engine.curves.forget(run)
    store.set({ status: store.get().status === 'ended' ? 'paused' : store.get().status, broken: put(store.get().broken, run, null) })
    crew.restart(run)
    if (store.get().status === 'paused') {
      store.set({ status: 'training' })
      crew.go()
    }
  }

  function render() {
    const { status, known, fault } = store.get()
    const begun = status === 'training' || status === 'paused'
    setText(go, status === 'training' ? 'Pause' : status === 'paused' ? 'Go on' : status === 'ended' || status === 'stale' ? 'Train again' : 'Train')
    go.disabled = !known
    step.disabled = !known || status === 'training'
    stop.disabled = !begun
    const share = engine.curves.share()
    progress.value = status === 'empty' || status === 'ready' ? 0 : share
    setAttr(progress, 'aria-valuetext', `${Math.round(100 * share)} %`)
    setText(words, sentence(status, fault, opened === 0, share, engine.curves.left(crew.atOnce())))
  }
  store.subscribe((now, before) => {
    // Edited while it went on: what was begun is no longer what is shown.
    if (now.status === 'stale' && before.status !== 'stale') crew.dismiss()
    if (now.status !== before.status || now.news !== before.news || now.known !== before.known || now.fault !== before.fault) render()
  })
  render()
  /** Asks the worker of a run about its network, at its first seed. @param {number} run @param {'look' | 'slice'} type */
  const ask = (run, type) => crew.ask(run, { type, seed: store.get().experiment.seed })
  return { restart, ask }
}

/**
 * @param {import('./types.d.ts').Status} status
 * @param {string | null} fault
 * @param {boolean} fresh no worker has its data yet
 * @param {number} share
 * @param {number | undefined} left seconds
 */
function sentence(status, fault, fresh, share, left) {
  const percent = `${Math.floor(100 * share)} %`
  if (status === 'empty') return fault === null ? 'Reading the data …' : 'No data yet'
  if (status === 'ready') return 'Ready'
  if (status === 'ended') return 'All runs have ended'
  if (status === 'stale') return 'Stopped. Training begins anew.'
  if (fresh) return 'The workers read the data …'
  const time = left === undefined ? '' : `, ${duration(left)} left`
  return status === 'paused' ? `Paused at ${percent}` : `${percent}${time}`
}

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 100) return `${short(Math.ceil(seconds))} s`
  return `${Math.ceil(seconds / 60)} min`
}

/**
 * @template T
 * @param {T[]} list
 * @param {number} at
 * @param {T} value
 */
function put(list, at, value) {
  return list.map((one, i) => (i === at ? value : one))
}
