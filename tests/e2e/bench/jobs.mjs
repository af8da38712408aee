// The bench page: the jobs of the wasm module and their competitors in JavaScript, by turns in one process. Started by
// `cargo xtask bench`, which puts the module and d3 beside this file; kernels.bench.mjs reads the times.

/**
 * @typedef {object} Job
 * @property {string} name group/subject/competitor
 * @property {(times: number) => number} run
 */

/** Nodes of a grid each way; the same as in the module. */
const NODES = 256
/**
 * A measurement takes at least this long, in milliseconds: enough for the clock of an isolated page, short enough that
 * other processes seldom come between.
 */
const SAMPLE = 2
/** Every job runs this long before anything counts, so that all code is optimized. */
const WARM_UP = 150
/** Competitors of which one takes longer than this, in milliseconds, are measured in every fifth round only. */
const LONG = 25

/**
 * The formulas as people write them for a plot: products by hand, which are much faster than powers, and for the subjects
 * of the bars with powers too. As text, because each closure needs a loop of its own: one loop shared by all would be slower.
 * @type {{ formula: string, name: string, area: [number, number, number, number], closure: string }[]}
 */
const CLOSURES = [
  {
    formula: 'camel',
    name: 'JavaScript closure',
    area: [-2, 2, -1, 1],
    closure: `(x, y) => {
      const xx = x * x
      const yy = y * y
      return (4 - 2.1 * xx + (xx * xx) / 3) * xx + x * y + (4 * yy - 4) * yy
    }`,
  },
  {
    formula: 'camel',
    name: 'JavaScript closure with powers',
    area: [-2, 2, -1, 1],
    closure: '(x, y) => (4 - 2.1 * x ** 2 + x ** 4 / 3) * x ** 2 + x * y + (4 * y ** 2 - 4) * y ** 2',
  },
  {
    formula: 'rastrigin',
    name: 'JavaScript closure',
    area: [-5.12, 5.12, -5.12, 5.12],
    closure: '(x, y) => 20 + x * x + y * y - 10 * (Math.cos(2 * Math.PI * x) + Math.cos(2 * Math.PI * y))',
  },
  {
    formula: 'rastrigin',
    name: 'JavaScript closure with powers',
    area: [-5.12, 5.12, -5.12, 5.12],
    closure: '(x, y) => 20 + x ** 2 + y ** 2 - 10 * (Math.cos(2 * Math.PI * x) + Math.cos(2 * Math.PI * y))',
  },
  ...Object.entries({
    bell: '(x, y) => Math.exp(-(x * x + y * y) / 2) * Math.cos(3 * x * y)',
    ripple: '(x, y) => Math.sin(4 * Math.sqrt(x * x + y * y)) / (1 + x * x + y * y)',
    logs: '(x, y) => Math.log(1 + x * x * y * y) + Math.sqrt(1 + (x - y) * (x - y))',
    kinks: '(x, y) => Math.max(Math.abs(x), Math.abs(y)) + Math.min(x * y, 0.5)',
    powers: '(x, y) => (1 + x * x + y * y) ** 1.3 + Math.atan(x - 2 * y)',
    tangents: '(x, y) => Math.tan((x * y) / 8) + Math.tanh(x + y)',
    goldstein: `(x, y) => {
      const a = x + y + 1
      const b = 2 * x - 3 * y
      const left = 1 + a * a * (19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y)
      return left * (30 + b * b * (18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y))
    }`,
  }).map(([formula, closure]) => ({
    formula,
    name: 'JavaScript closure',
    area: /** @type {[number, number, number, number]} */ ([-3, 3, -2, 2]),
    closure,
  })),
]

/** @param {number} from @param {number} to */
const along = (from, to) => Float64Array.from({ length: NODES }, (_, i) => from + (to - from) * (i / (NODES - 1)))

/** @returns {Job[]} */
function closures() {
  return CLOSURES.map(({ formula, name, area: [x0, x1, y0, y1], closure }) => {
    const [xs, ys, out] = [along(x0, x1), along(y0, y1), new Float64Array(NODES * NODES)]
    const fill = new Function(
      ...['out', 'xs', 'ys'],
      `const f = ${closure}
      for (let j = 0, n = xs.length; j < ys.length; j++) {
        for (let i = 0; i < n; i++) out[j * n + i] = f(xs[i], ys[j])
      }`,
    )
    const once = () => {
      fill(out, xs, ys)
      // A part of the values, as the module's jobs do: the sum of all would take longer than some competitors.
      let sum = 0
      for (let i = 0; i < out.length; i += 61) sum += /** @type {number} */ (out[i])
      return sum
    }
    return { name: `value/${formula}/${name}`, run: (times) => repeat(once, times) }
  })
}

/** @param {any} wasm @param {any} d3 @returns {Job[]} */
function contours(wasm, d3) {
  const cases = /** @type {const} */ ([
    ['camel', 'camel', NODES],
    ['camel 1024²', 'camel', 1024],
    ['rastrigin', 'rastrigin', NODES],
  ])
  return cases.map(([name, subject, nodes]) => {
    // A plain array, which is what d3 is made for; a Float64Array is not faster.
    const values = [...wasm.field(subject, nodes)]
    const builder = d3.contours().size([nodes, nodes]).thresholds([...wasm.levels(subject, nodes)])
    const once = () => builder(values).length
    return { name: `contours/${name}/d3-contour`, run: (times) => repeat(once, times) }
  })
}

/** @param {any} wasm @returns {Job[]} */
function ours(wasm) {
  const jobs = new wasm.Jobs()
  return jobs.names().map((/** @type {string} */ name, /** @type {number} */ job) => ({
    name,
    run: (/** @type {number} */ times) => jobs.run(job, times),
  }))
}

/** @param {() => number} once @param {number} times */
function repeat(once, times) {
  let answer = 0
  for (let i = 0; i < times; i++) answer = once()
  return answer
}

/** @param {Job} job @param {number} times @returns {number} milliseconds */
function time(job, times) {
  const begin = performance.now()
  job.run(times)
  return performance.now() - begin
}

/**
 * Warms a job up and answers how long it takes at best, in milliseconds.
 * @param {Job} job
 */
function warmUp(job) {
  let least = Infinity
  for (let spent = 0; spent < WARM_UP; ) {
    const took = time(job, 1)
    spent += took
    least = Math.min(least, took)
  }
  return Math.max(least, 1e-3)
}

/** Lets the page breathe, so that code is optimized and garbage collected between samples. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 0))

/**
 * Competitors side by side.
 * @param {Job[]} jobs
 * @returns {Job[][]}
 */
function inGroups(jobs) {
  const group = (/** @type {Job} */ job) => job.name.slice(0, job.name.lastIndexOf('/'))
  return [...new Set(jobs.map(group))].map((name) => jobs.filter((job) => group(job) === name))
}

/**
 * @param {number} rounds
 * @returns {Promise<{ times: Record<string, number[]>, sums: Record<string, number> }>} nanoseconds a job, round by round
 */
async function measure(rounds) {
  if (!crossOriginIsolated) throw new Error('the clock of a page that is not isolated is too coarse')
  // The address is put together so that the type check does not look for a module that is not there yet.
  const wasm = await import(`./${'descent-bench'}.js`)
  await wasm.default()
  const jobs = [...ours(wasm), ...closures(), ...contours(wasm, /** @type {any} */ (globalThis).d3)]
  const sums = Object.fromEntries(jobs.map((job) => [job.name, job.run(1)]))
  /** @type {Map<Job, number>} */
  const takes = new Map()
  for (const job of jobs) {
    takes.set(job, warmUp(job))
    await pause()
  }
  const take = (/** @type {Job} */ job) => takes.get(job) ?? SAMPLE
  const groups = inGroups(jobs)
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(jobs.map((job) => [job.name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const group of groups) {
      if (round % 5 !== 0 && group.some((job) => take(job) > LONG)) continue
      // There and back, so that no competitor always comes after the same one.
      for (const job of round % 2 === 0 ? group : group.toReversed()) {
        const count = Math.ceil(SAMPLE / take(job))
        times[job.name]?.push((time(job, count) * 1e6) / count)
      }
      await pause()
    }
  }
  return { times, sums }
}

Object.assign(globalThis, { measure })
