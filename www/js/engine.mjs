// The page's side of the wasm module: the only file that calls it. A panic there throws the instance's objects away and
// is reported once; the experiment lives on in the state.

import { builtin, dataOf } from './experiment.mjs'
import { frameOf } from './first.mjs'
import { nth } from './lists.mjs'

/**
 * @typedef {import('./types.d.ts').Experiment} Experiment
 * @typedef {import('./types.d.ts').Param} Param
 */

/** A slice of a long race may take this long, in milliseconds, so that no task nears 50. */
const SLICE = 10

/** Where one's own formula begins after data, which has none. */
const BOWL = 'x^2 + y^2'

export class Engine {
  /**
   * @param {any} wasm the module's exports
   * @param {(message: string) => void} crashed
   * @param {import('./first.mjs').Drawn | null} drawn what has been drawn with this instance already
   */
  constructor(wasm, crashed, drawn) {
    this.crashed = crashed
    this.version = 0
    this.chunk = 64
    this.extent = { width: 0, height: 0 }
    this.framed = ''
    this.instance = 0
    /** @type {number[]} the number of each run's style */
    this.looks = []
    /** Grows with the race. */
    this.length = 0
    /** What was asked for last: several parts show where the runs stand. */
    this.rows = { k: -1, version: -1, length: -1, instance: -1, list: /** @type {import('./types.d.ts').Row[]} */ ([]) }
    /** @type {import('./types.d.ts').RunInfo[]} */
    this.infos = []
    /** @type {string[]} what the runs of the race are called */
    this.names = []
    /** @type {any} */
    this.wasm = wasm
    /** @type {import('./types.d.ts').Catalog} */
    this.catalog = wasm.catalog()
    /** @type {import('./types.d.ts').Style[]} */
    this.styles = wasm.styles()
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
    /** @type {any} */
    this.plot = drawn?.plot ?? new wasm.Plot()
    this.drawn = drawn
    /** @type {any} */
    this.charts = new wasm.Charts()
    /** @type {any} the function in space */
    this.space = new wasm.Space()
    /** @type {{ formula: string | null, params: Param[] }} */
    this.knobsOf = { formula: null, params: [] }
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

  /** @param {string} id */
  method(id) {
    const found = this.catalog.methods.find((method) => method.id === id)
    if (!found) throw new Error(`no method ${id}`)
    return found
  }

  /** @param {string | null} id */
  builtin(id) {
    return this.catalog.functions.find((one) => one.id === id) ?? null
  }

  /** The set of data of an experiment. @param {Experiment} experiment */
  examples(experiment) {
    const spec = dataOf(experiment)
    return this.catalog.data.find((one) => one.id === spec?.id) ?? null
  }

  /**
   * Draws the examples with the models of the runs at step `k`.
   * @param {import('./types.d.ts').State} state
   * @param {HTMLCanvasElement} canvas
   * @param {{ width: number, height: number, ratio: number }} size
   * @param {boolean} dark
   * @param {number} k
   * @param {number} bright
   */
  drawExamples(state, canvas, { width, height, ratio }, dark, k, bright) {
    const size = new Float64Array([width, height])
    this.guarded(() => this.race.draw_examples(canvas, size, ratio, dark, k, this.mask(state), bright, state.chosen), undefined)
  }

  /**
   * Draws what stands still in that picture.
   * @param {HTMLCanvasElement} canvas
   * @param {{ width: number, height: number, ratio: number }} size
   * @param {boolean} dark
   */
  drawExamplesGround(canvas, { width, height, ratio }, dark) {
    this.guarded(() => this.race.draw_examples_ground(canvas, new Float64Array([width, height]), ratio, dark), undefined)
  }

  /**
   * The example at a pixel of that picture, and the other way round.
   * @param {{ width: number, height: number }} size
   * @param {number} x
   * @param {number} y
   * @returns {import('./types.d.ts').Point}
   */
  exampleAt({ width, height }, x, y) {
    const at = this.guarded(() => this.race.example_at(new Float64Array([width, height]), x, y), new Float64Array(2))
    return [at[0], at[1]]
  }

  /**
   * @param {{ width: number, height: number }} size
   * @param {import('./types.d.ts').Point} point
   * @returns {number[]}
   */
  examplePixel({ width, height }, [t, v]) {
    return [...this.guarded(() => this.race.example_pixel(new Float64Array([width, height]), t, v), [])]
  }

  /** The examples of the race, as far as people set them. @returns {import('./types.d.ts').Point[]} */
  points() {
    const flat = [...this.guarded(() => (this.race ? this.race.examples(200) : []), [])]
    return flat.flatMap((t, i) => (i % 2 ? [] : [/** @type {import('./types.d.ts').Point} */ ([t, flat[i + 1]])]))
  }

  /**
   * Draws how the gradients of batches scatter where a run stands, and answers of which size they are.
   * @param {number} run
   * @param {HTMLCanvasElement} canvas
   * @param {{ width: number, height: number, ratio: number }} size
   * @param {boolean} dark
   * @param {number} k
   * @returns {number}
   */
  drawScatter(run, canvas, { width, height, ratio }, dark, k) {
    return this.guarded(() => this.race.draw_scatter(canvas, new Float64Array([width, height]), ratio, dark, k, run), 0)
  }

  /** How many examples the next step of a run sees; 0 where it sees all. @param {number} run @param {number} k @returns {number} */
  batchOf(run, k) {
    return this.guarded(() => this.race.batch(run, k), 0)
  }

  /** @param {string} id */
  schedule(id) {
    return this.catalog.schedules.find((one) => one.id === id) ?? null
  }

  /** @param {number} run */
  style(run) {
    return nth(this.styles, (this.looks[run] ?? run) % this.styles.length)
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
   * Draws the line search of a step.
   * @param {HTMLCanvasElement} canvas
   * @param {[run: number, start: number, k: number]} step
   * @param {{ width: number, height: number }} size
   * @param {number} ratio
   * @param {boolean} dark
   */
  drawSearch(canvas, [run, start, k], { width, height }, ratio, dark) {
    this.guarded(() => this.race.draw_search(canvas, run, start, k, width, height, ratio, dark), undefined)
  }

  /**
   * The value at a slider's position, 0 to 1.
   * @param {Param} param
   * @param {number} position
   * @returns {number}
   */
  slide(param, position) {
    return this.wasm.slide(param.scale, param.slider[0], param.slider[1], param.kind === 'whole', position)
  }

  /**
   * The slider's position, 0 to 1, for a value.
   * @param {Param} param
   * @param {number} value
   * @returns {number}
   */
  unslide(param, value) {
    return this.wasm.unslide(param.scale, param.slider[0], param.slider[1], value)
  }

  /**
   * The value one small step of the arrow keys up or down.
   * @param {Param} param
   * @param {number} value
   * @param {number} by
   * @returns {number}
   */
  nudge(param, value, by) {
    return this.wasm.nudge(param.scale, param.min, param.max, param.kind === 'whole', value, by)
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
    const { width, height } = this.extent
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
    return this.data(u * width, v * height)
  }

  /**
   * @param {Experiment} experiment
   * @returns {string}
   */
  formulaText(experiment) {
    if ('formula' in experiment.f) return experiment.f.formula
    return this.builtin(builtin(experiment))?.formula ?? BOWL
  }

  /**
   * The knobs of the function or the formula that is drawn.
   * @param {Experiment} experiment
   * @returns {Param[]}
   */
  knobs(experiment) {
    if (!('formula' in experiment.f)) return (this.builtin(builtin(experiment)) ?? this.examples(experiment))?.knobs ?? []
    const { formula } = experiment.f
    if (this.knobsOf.formula !== formula) {
      this.knobsOf = { formula, params: this.guarded(() => this.wasm.knobs(formula), []) }
    }
    return this.knobsOf.params
  }

  /** @param {Experiment} experiment */
  title(experiment) {
    if ('formula' in experiment.f) return experiment.f.formula
    return (this.builtin(builtin(experiment)) ?? this.examples(experiment))?.name ?? ''
  }

  /**
   * What a run is called.
   * @param {number} run
   */
  label(run) {
    return this.names[run] ?? ''
  }

  /**
   * The sentence about why a run ended; empty while it goes on.
   * @param {import('./types.d.ts').Row} row
   */
  sentence(row) {
    if (!row.ended) return ''
    return this.infos.find((one) => one.run === row.run && one.start === row.start)?.halt?.sentence ?? ''
  }

  // Drawing. The plot in wasm knows the view and what was drawn last.

  /**
   * @param {number} width
   * @param {number} height
   * @param {number} ratio
   * @param {boolean} dark
   */
  frame(width, height, ratio, dark) {
    this.extent = { width, height }
    this.framed = frameOf({ width, height, ratio, dark })
    this.guarded(() => this.plot.frame(width, height, ratio, dark), undefined)
  }

  /**
   * What was drawn before the page was there, if it is what the page would draw; asked for once.
   * @param {import('./types.d.ts').State} state
   */
  takeFirst({ experiment }) {
    const { drawn } = this
    this.drawn = null
    return drawn?.opened.experiment === experiment && drawn.frame === this.framed ? drawn : null
  }

  /**
   * @param {import('./types.d.ts').State} state
   * @param {HTMLCanvasElement} canvas
   * @param {boolean} draft coarser: the view is on the move
   */
  drawField(state, canvas, draft) {
    this.guarded(() => {
      this.plot.show(this.race, state.experiment.box ?? undefined, this.seen(state.experiment.see))
      this.plot.draw_field(this.race, canvas, draft)
    }, undefined)
  }

  /**
   * Draws all paths up to step `k`, or only what is new since they were drawn last; a draft while they are on the move.
   * @param {import('./types.d.ts').State} state
   * @param {HTMLCanvasElement} canvas
   * @param {'More' | 'Anew' | 'Again' | 'Draft'} manner
   * @param {number} k
   * @param {number} bright the run that stands out, or -1
   */
  drawPaths(state, canvas, manner, k, bright) {
    const how = this.wasm.Manner[manner]
    this.guarded(() => this.plot.draw_paths(this.race, canvas, how, k, this.mask(state), bright), undefined)
  }

  /**
   * @param {import('./types.d.ts').State} state
   * @param {HTMLCanvasElement} canvas
   * @param {number} bright
   */
  drawHeads(state, canvas, bright) {
    const at = state.hover ? [state.hover.run, state.hover.start, state.hover.k] : []
    this.guarded(() => this.plot.choose(state.chosen), undefined)
    this.guarded(
      () => this.plot.draw_heads(this.race, canvas, state.cursor, this.mask(state), bright, new Uint32Array(at)),
      undefined,
    )
  }

  /**
   * The surface over the box that the plot shows, sampled anew.
   * @param {import('./types.d.ts').State} state
   * @param {import('./first.mjs').Look} look
   */
  showSpace({ experiment }, { width, height, ratio, dark }) {
    this.guarded(() => {
      this.space.frame(width, height, ratio, dark)
      this.space.show(this.race, experiment.box ?? undefined, this.seen(experiment.see))
    }, undefined)
  }

  /**
   * Turns the surface by a drag, or back; the answer says how it stands.
   * @param {[number, number] | null} by
   * @returns {string}
   */
  turnSpace(by) {
    return this.guarded(() => {
      if (by) this.space.drag(...by)
      else this.space.reset()
      return this.space.words()
    }, '')
  }

  /**
   * @param {import('./types.d.ts').State} state
   * @param {Record<'ground' | 'paths' | 'heads', HTMLCanvasElement>} canvases
   * @param {{ ground: boolean, paths: 'all' | 'more' | 'none', k: number, bright: number }} what
   */
  drawSpace(state, canvases, { ground, paths, k, bright }) {
    const mask = this.mask(state)
    this.guarded(() => {
      if (ground) this.space.draw_ground(canvases.ground)
      if (paths !== 'none') this.space.draw_paths(this.race, canvases.paths, paths === 'all', k, mask, bright)
      this.space.draw_heads(this.race, canvases.heads, state.cursor, mask, bright)
    }, undefined)
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

  /**
   * @param {import('./types.d.ts').Point} at
   * @returns {import('./types.d.ts').Point}
   */
  pixel([x, y]) {
    const at = this.guarded(() => this.plot.to_pixel(x, y), new Float64Array(2))
    return [nth(at, 0), nth(at, 1)]
  }

  /**
   * The point at a pixel, with as many digits as a pixel can tell.
   * @param {number} x
   * @param {number} y
   * @returns {import('./types.d.ts').Point}
   */
  data(x, y) {
    const at = this.guarded(() => this.plot.to_data(x, y), new Float64Array(2))
    return [nth(at, 0), nth(at, 1)]
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  isInside(x, y) {
    return this.guarded(() => this.plot.is_inside(x, y), false)
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} factor
   * @returns {number[]}
   */
  zoomed(x, y, factor) {
    return [...this.guarded(() => this.plot.zoomed(x, y, factor), [])]
  }

  /**
   * @param {number} dx
   * @param {number} dy
   * @returns {number[]}
   */
  panned(dx, dy) {
    return [...this.guarded(() => this.plot.panned(dx, dy), [])]
  }

  /**
   * @param {import('./types.d.ts').State} state
   * @param {number} x
   * @param {number} y
   * @returns {import('./types.d.ts').Hit | null}
   */
  hit(state, x, y) {
    return this.guarded(() => this.plot.hit(this.race, x, y, Math.floor(state.cursor), this.mask(state)) ?? null, null)
  }

  /**
   * Makes the charts ready that are to be seen.
   * @param {import('./types.d.ts').State} state
   * @param {{ width: number, height: number, ratio: number }} size of each
   * @param {boolean} dark
   * @returns {import('./types.d.ts').Shown[]} what each of them shows
   */
  showCharts(state, { width, height, ratio }, dark) {
    const { experiment, charts } = state
    const along = this.catalog.along.findIndex(({ id }) => id === experiment.axis)
    return this.guarded(() => {
      this.charts.frame(width, height, ratio, dark)
      const zoom = charts.zoom ?? undefined
      return this.charts.show(this.race, this.seen(experiment.see), this.seen(charts.linear), along, zoom, this.mask(state))
    }, [])
  }

  /**
   * @param {number} chart its place among those that are shown
   * @param {HTMLCanvasElement} canvas
   * @param {number} bright the run that stands out, or -1
   */
  drawChart(chart, canvas, bright) {
    this.guarded(() => this.charts.draw(chart, canvas, bright), undefined)
  }

  /**
   * @param {number} chart
   * @param {HTMLCanvasElement} canvas
   * @param {number} k
   * @param {number} bright
   */
  drawChartCursor(chart, canvas, k, bright) {
    this.guarded(() => this.charts.draw_cursor(chart, canvas, k, bright), undefined)
  }

  /**
   * The number of the curve near a place on a chart, and the step there.
   * @param {number} chart
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   * @returns {Uint32Array | null}
   */
  chartHit(chart, x, y, reach) {
    return this.guarded(() => this.charts.hit(chart, x, y, reach) ?? null, null)
  }

  /**
   * Where on a chart a curve is at a step.
   * @param {number} chart
   * @param {number} curve
   * @param {number} k
   * @returns {import('./types.d.ts').Point}
   */
  chartPixel(chart, curve, k) {
    const at = this.guarded(() => this.charts.pixel(chart, curve, k), new Float64Array(2))
    return [nth(at, 0), nth(at, 1)]
  }

  /**
   * How far right and how high the curves of a chart are at a step, by turns.
   * @param {number} chart
   * @param {number} k
   * @returns {number[]}
   */
  chartValues(chart, k) {
    return [...this.guarded(() => this.charts.values(chart, k), [])]
  }

  /**
   * The steps that a table of the charts shows.
   * @param {number} most how many, about
   * @returns {number[]}
   */
  chartRows(most) {
    return [...this.guarded(() => this.charts.rows(most), [])]
  }

  /**
   * The step under a place on the charts.
   * @param {number} x
   * @returns {number}
   */
  chartStep(x) {
    return this.guarded(() => this.charts.step(x), 0)
  }

  /**
   * The part of the charts between two places; nothing for all of it.
   * @param {number} from
   * @param {number} to
   * @returns {number[] | null}
   */
  chartBetween(from, to) {
    return zoomOf(this.guarded(() => this.charts.between(from, to), undefined))
  }

  /**
   * The part of the charts about a step, so many times as close.
   * @param {number} k
   * @param {number} factor
   * @returns {number[] | null}
   */
  chartZoomed(k, factor) {
    return zoomOf(this.guarded(() => this.charts.zoomed(k, factor), undefined))
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
   * Keeps the path of a run as it is, to be seen beside those that it takes later.
   * @param {number} look
   */
  pin(look) {
    this.guarded(() => this.plot.pin(this.race, this.looks.indexOf(look)), undefined)
  }

  /** @param {number} look */
  unpin(look) {
    this.guarded(() => this.plot.unpin(look), undefined)
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

  /** @returns {string} a program against the core */
  rust() {
    return this.race.rust()
  }

  /**
   * The plot as it is seen, as a file.
   * @param {import('./types.d.ts').State} state
   * @returns {string}
   */
  svg(state) {
    return this.plot.svg(this.race, Math.floor(state.cursor), this.mask(state))
  }
}

/** @param {Float64Array | undefined} range */
function zoomOf(range) {
  return range ? [...range] : null
}
