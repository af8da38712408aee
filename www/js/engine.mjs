// The page's side of the wasm module: with its parts in engine/ the only code that calls it. A panic there throws the
// instance's objects away and is reported once; the experiment lives on in the state.

import { Descriptors } from './descriptors.mjs'
import { Charts } from './engine/charts.mjs'
import { Examples } from './engine/examples.mjs'
import { Plot } from './engine/plot.mjs'
import { Space } from './engine/space.mjs'
import { builtin, dataOf } from './experiment.mjs'
import { nth } from './lists.mjs'

/**
 * @typedef {import('./types.d.ts').Experiment} Experiment
 * @typedef {import('./types.d.ts').Param} Param
 */

/** A slice of a long race may take this long, in milliseconds, so that no task nears 50. */
const SLICE = 10

/** Where one's own formula begins after data, which has none. */
const BOWL = 'x^2 + y^2'

/** @extends {Descriptors<import('./types.d.ts').Catalog>} */
export class Engine extends Descriptors {
  /**
   * @param {any} wasm the module's exports
   * @param {(message: string) => void} crashed
   * @param {import('./first.mjs').Drawn | null} drawn what has been drawn with this instance already
   */
  constructor(wasm, crashed, drawn) {
    super(wasm)
    this.crashed = crashed
    this.version = 0
    this.chunk = 64
    this.instance = 0
    /** Grows with the race. */
    this.length = 0
    /** What was asked for last: several parts show where the runs stand. */
    this.rows = { k: -1, version: -1, length: -1, instance: -1, list: /** @type {import('./types.d.ts').Row[]} */ ([]) }
    /** @type {import('./types.d.ts').RunInfo[]} */
    this.infos = []
    this.plot = new Plot(this)
    this.space = new Space(this)
    this.charts = new Charts(this)
    this.examples = new Examples(this)
    this.begin(wasm, drawn)
  }

  /**
   * Begins with an instance of the module; nothing of an earlier one is used any more.
   * @param {any} wasm
   * @param {import('./first.mjs').Drawn | null} drawn
   */
  begin(wasm, drawn = null) {
    this.wasm = wasm
    this.dead = false
    this.instance += 1
    /** @type {any} the race that is shown */
    this.race = null
    /** @type {{ experiment: Experiment, race: any } | null} a race that was tried and not yet adopted */
    this.ready = drawn && { experiment: drawn.opened.experiment, race: drawn.race }
    /** @type {{ formula: string | null, params: Param[] }} */
    this.knobsOf = { formula: null, params: [] }
    this.plot.begin(drawn)
    this.space.begin()
    this.charts.begin()
  }

  /**
   * Calls into the module; after a panic nothing is called any more.
   * @template T
   * @param {() => T} call
   * @param {T} otherwise
   * @returns {T}
   */
  guarded(call, otherwise) {
    if (this.dead) return otherwise
    try {
      return call()
    } catch (error) {
      this.fail(error)
      return otherwise
    }
  }

  /** @param {unknown} error */
  fail(error) {
    this.dead = true
    this.crashed(error instanceof Error ? error.message : String(error))
  }

  /** @param {string | null} id */
  builtin(id) {
    return this.catalog.functions.find((one) => one.id === id) ?? null
  }

  /** The set of data of an experiment. @param {Experiment} experiment */
  dataset(experiment) {
    const spec = dataOf(experiment)
    return this.catalog.data.find((one) => one.id === spec?.id) ?? null
  }

  /**
   * The knobs of the function or the formula that is drawn.
   * @param {Experiment} experiment
   * @returns {Param[]}
   */
  knobs(experiment) {
    if (!('formula' in experiment.f)) return (this.builtin(builtin(experiment)) ?? this.dataset(experiment))?.knobs ?? []
    const { formula } = experiment.f
    if (this.knobsOf.formula !== formula) {
      this.knobsOf = { formula, params: this.guarded(() => this.wasm.knobs(formula), []) }
    }
    return this.knobsOf.params
  }

  /**
   * @param {Experiment} experiment
   * @returns {string}
   */
  formulaText(experiment) {
    if ('formula' in experiment.f) return experiment.f.formula
    return this.builtin(builtin(experiment))?.formula ?? BOWL
  }

  /** @param {Experiment} experiment */
  title(experiment) {
    if ('formula' in experiment.f) return experiment.f.formula
    return (this.builtin(builtin(experiment)) ?? this.dataset(experiment))?.name ?? ''
  }

  /**
   * Reads what an address says; the opening experiment where it says nothing.
   * @param {string} fragment
   * @param {string} query
   * @returns {import('./types.d.ts').ReadLink}
   */
  open(fragment, query) {
    return this.wasm.open(fragment, query)
  }

  /**
   * @param {Experiment} experiment
   * @returns {string}
   */
  write(experiment) {
    return this.wasm.write(experiment)
  }

  /**
   * Tries an experiment without showing it.
   * @param {Experiment} experiment
   * @returns {import('./types.d.ts').Fault | null} what is wrong with it
   */
  attempt(experiment) {
    if (this.dead) return null
    this.ready?.race.free()
    this.ready = null
    try {
      this.ready = { experiment, race: new this.wasm.Race(experiment) }
      return null
    } catch (error) {
      return this.faultOf(error)
    }
  }

  /**
   * What is wrong with an experiment, from the error that says so; any other error means that the module is broken.
   * @param {unknown} error
   * @returns {import('./types.d.ts').Fault}
   */
  faultOf(error) {
    const { path, message, column = null } = /** @type {any} */ (error)
    if (path === undefined) this.fail(error)
    return { path: path ?? '', message, column }
  }

  /**
   * Shows the race of this experiment from its start.
   * @param {Experiment} experiment
   * @param {number[]} looks the number of each run's style
   */
  adopt(experiment, looks) {
    this.looks = looks
    if (this.ready?.experiment !== experiment && this.attempt(experiment)) return
    if (!this.ready) return
    this.race?.free()
    this.race = this.ready.race
    this.ready = null
    this.race.dress(new Uint32Array(looks))
    this.names = this.race.names()
    this.version += 1
  }

  /**
   * Computes for one slice of time.
   * @returns {{ last: number, done: boolean }}
   */
  advance() {
    return this.guarded(
      () => {
        const begin = performance.now()
        let done = false
        for (;;) {
          const before = performance.now()
          done = this.race.advance(this.chunk)
          const now = performance.now()
          if (done) break
          // Chunks of about a quarter of a slice, whatever the method and the function cost.
          if (now - before < SLICE / 4) this.chunk = Math.min(this.chunk * 2, 1 << 20)
          else if (now - before > SLICE / 2) this.chunk = Math.max(1, this.chunk >> 1)
          if (now - begin > SLICE * 0.6) break
        }
        this.infos = done ? this.race.runs() : []
        this.length += 1
        return { last: this.race.last(), done }
      },
      { last: 0, done: true },
    )
  }

  /**
   * Where all runs stand at a step.
   * @param {number} k
   * @returns {import('./types.d.ts').Row[]}
   */
  at(k) {
    const { instance, version, length } = this
    const asked = this.rows
    if (asked.k !== k || asked.version !== version || asked.length !== length || asked.instance !== instance) {
      this.rows = { k, version, length, instance, list: this.guarded(() => (this.race ? this.race.at(k) : []), []) }
    }
    return this.rows.list
  }

  /**
   * What may help a run that has ended.
   * @param {number} run
   * @returns {import('./types.d.ts').Cured | null}
   */
  cure(run) {
    return this.guarded(() => (this.race ? this.race.cure(run) : null), null)
  }

  /** The bounds in a sentence; empty where there are none. */
  bounds() {
    return this.guarded(() => this.race?.bounds() ?? '', '')
  }

  /**
   * The step of a run from a start at a place of its path, taken apart.
   * @param {number} run
   * @param {number} start
   * @param {number} k
   * @returns {import('./types.d.ts').Inspected | null}
   */
  inspect(run, start, k) {
    return this.guarded(() => (this.race ? this.race.inspect(run, start, k) : null), null)
  }

  /**
   * Draws a line search of a step.
   * @param {HTMLCanvasElement} canvas
   * @param {[run: number, start: number, k: number, index: number]} which the step, and the number of the search in it
   * @param {{ width: number, height: number }} size
   * @param {number} ratio
   * @param {boolean} dark
   */
  drawSearch(canvas, which, { width, height }, ratio, dark) {
    this.guarded(() => this.race.draw_search(canvas, ...which, width, height, ratio, dark), undefined)
  }

  /**
   * The first step of each run from each start, in their order, whose value is below this one; −1 where none is.
   * @param {number} value above the best minimum, where that is known
   * @returns {number[]}
   */
  firstBelow(value) {
    return [...this.guarded(() => this.race.first_below(value), [])]
  }

  /**
   * The sentence about why a run ended; empty while it goes on.
   * @param {import('./types.d.ts').Row} row
   */
  sentence(row) {
    if (!row.ended) return ''
    return this.infos.find((one) => one.run === row.run && one.start === row.start)?.halt?.sentence ?? ''
  }

  // Edits that need to know what suits a function: Rust makes them.

  /**
   * The experiment with another built-in function or set of data: its own start and view, and a rate for each run that suits it.
   * @param {Experiment} experiment
   * @param {string} id
   * @returns {Experiment}
   */
  withFunction(experiment, id) {
    return this.catalog.data.some((one) => one.id === id) ? this.wasm.choose_data(experiment, id) : this.wasm.choose(experiment, id)
  }

  /**
   * The experiment with a typed formula. Where it had a built-in, view, start and knobs stay what they were.
   * @param {Experiment} experiment
   * @param {string} text
   * @returns {{ experiment: Experiment, fault: null } | { experiment: null, fault: import('./types.d.ts').Fault }}
   */
  withFormula(experiment, text) {
    try {
      return { experiment: this.wasm.with_formula(experiment, text), fault: null }
    } catch (error) {
      return { experiment: null, fault: this.faultOf(error) }
    }
  }

  /**
   * A run of this method, at a rate that suits the function.
   * @param {Experiment} experiment
   * @param {string} method
   * @returns {import('./types.d.ts').RunSpec}
   */
  newRun(experiment, method) {
    return this.wasm.new_run(experiment, method)
  }

  /**
   * One more start, away from those there are.
   * @param {Experiment} experiment
   * @returns {import('./types.d.ts').Point}
   */
  anotherStart(experiment) {
    const { width, height } = this.plot.extent
    /** @type {import('./types.d.ts').Point[]} */
    const places = [
      [0.25, 0.25],
      [0.75, 0.75],
      [0.75, 0.25],
      [0.25, 0.75],
      [0.5, 0.15],
      [0.5, 0.85],
      [0.15, 0.5],
    ]
    const [u, v] = nth(places, (experiment.x0.length - 1) % places.length)
    return this.plot.data(u * width, v * height)
  }

  /**
   * The place among the catalog's ways of the one in which these layers show the function.
   * @param {string[]} see
   * @returns {number}
   */
  way(see) {
    return this.guarded(() => this.wasm.way(this.seen(see)), 0)
  }

  /**
   * These layers with the function seen in another way.
   * @param {string[]} see
   * @param {number} way
   * @returns {string[]}
   */
  inWay(see, way) {
    const bits = this.guarded(() => this.wasm.in_way(this.seen(see), way), this.seen(see))
    return this.catalog.layers.filter((_, i) => bits & (1 << i)).map(({ id }) => id)
  }

  /**
   * Some of the layers and panels as bits.
   * @param {string[]} see their ids
   */
  seen(see) {
    return this.catalog.layers.reduce((bits, { id }, i) => (see.includes(id) ? bits | (1 << i) : bits), 0)
  }

  /**
   * The hidden runs as bits.
   * @param {import('./types.d.ts').State} state
   */
  mask(state) {
    return state.hidden.reduce((mask, hidden, run) => (hidden ? mask | (1 << run) : mask), 0)
  }

  // Taking away.

  /**
   * @param {number} run
   * @param {number} start
   * @returns {{ x: Float64Array, f: Float64Array, gradNorm: Float64Array, evals: Uint32Array }}
   */
  columns(run, start) {
    const { race } = this
    return {
      x: race.x(run, start),
      f: race.f(run, start),
      gradNorm: race.grad_norm(run, start),
      evals: race.evals(run, start),
    }
  }

  /** @returns {string} */
  csv() {
    return this.race.csv()
  }

  /** @returns {string} what `descent run --json` prints */
  json() {
    return JSON.stringify(this.race.report(), null, 1)
  }

  /** @returns {string} a script that runs the race again */
  python() {
    return this.race.python()
  }

  /** @returns {string} the same with PyTorch's optimizers */
  torch() {
    return this.race.torch()
  }

  /** @returns {string} a program against the core */
  rust() {
    return this.race.rust()
  }
}
