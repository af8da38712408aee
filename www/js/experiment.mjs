// Edits of an experiment, each returning a new one. What an experiment may contain is Rust's business; this file only
// knows where things stand in it.

import { nth } from './lists.mjs'

/**
 * @typedef {import('./types.d.ts').Experiment} Experiment
 * @typedef {import('./types.d.ts').RunSpec} RunSpec
 * @typedef {import('./types.d.ts').Param} Param
 * @typedef {import('./types.d.ts').Method} Method
 */

/**
 * @param {Experiment} experiment
 * @param {number} run
 * @param {Partial<RunSpec>} change
 * @returns {Experiment}
 */
export function withRun(experiment, run, change) {
  return { ...experiment, o: experiment.o.map((spec, i) => (i === run ? { ...spec, ...change } : spec)) }
}

/**
 * Gives a parameter of a run a value; null gives it its default back.
 * @param {Experiment} experiment
 * @param {number} run
 * @param {string} key
 * @param {number | null} value
 */
export function withParam(experiment, run, key, value) {
  return withRun(experiment, run, { set: put(nth(experiment.o, run).set, key, value) })
}

/**
 * Gives a parameter of a run a schedule; null takes it away.
 * @param {Experiment} experiment
 * @param {number} run
 * @param {string} key
 * @param {string | null} id
 */
export function withSchedule(experiment, run, key, id) {
  const schedules = put(nth(experiment.o, run).schedules, key, id === null ? null : { id, set: {} })
  return withRun(experiment, run, { schedules })
}

/**
 * @param {Experiment} experiment
 * @param {number} run
 * @param {string} key the parameter that has the schedule
 * @param {string} param the schedule's own parameter
 * @param {number | null} value
 */
export function withScheduleParam(experiment, run, key, param, value) {
  const { schedules } = nth(experiment.o, run)
  const spec = schedules[key]
  if (!spec) return experiment
  return withRun(experiment, run, { schedules: { ...schedules, [key]: { ...spec, set: put(spec.set, param, value) } } })
}

/**
 * @param {Experiment} experiment
 * @param {string} key
 * @param {number | null} value
 */
export function withKnob(experiment, key, value) {
  return { ...experiment, p: put(experiment.p, key, value) }
}

/**
 * @param {Experiment} experiment
 * @param {number} index
 * @param {import('./types.d.ts').Point} at
 */
export function withStart(experiment, index, at) {
  return { ...experiment, x0: experiment.x0.map((old, i) => (i === index ? at : old)) }
}

/**
 * The runs of an experiment rearranged: entry `i` becomes what entry `order[i]` was.
 * @param {Experiment} experiment
 * @param {number[]} order
 */
export function withOrder(experiment, order) {
  return { ...experiment, o: order.map((i) => nth(experiment.o, i)) }
}

/**
 * The layers and panels that are shown when one of them is switched.
 * @param {Experiment} experiment
 * @param {string} id
 */
export function toggled({ see }, id) {
  return see.includes(id) ? see.filter((one) => one !== id) : [...see, id]
}

/** What a link calls the things that edits name by these paths. @type {Record<string, string>} */
const KEYS = { runs: 'o', area: 'box' }

/**
 * Whether the link locks what an edit at this path changes: “x0[1]”, “p.kappa”, “runs[0].rate”.
 * @param {Experiment} experiment
 * @param {string} path
 */
export function isLocked({ lock }, path) {
  if (lock.length === 0) return false
  const [, run, own] = /^runs\[(\d+)\]\.(\w+)/.exec(path) ?? []
  const key = /^\w+/.exec(path)?.[0] ?? ''
  return own ? lock.includes(own) || lock.includes(`${run}.${own}`) : lock.includes(KEYS[key] ?? key)
}

/**
 * The function as a short text: what decides whether two experiments look at the same one.
 * @param {Experiment} experiment
 */
export function objective(experiment) {
  return JSON.stringify([experiment.f, experiment.p, 'data' in experiment.f ? experiment.seed : null])
}

/**
 * @param {Experiment} experiment
 * @returns {string | null} the id of the built-in
 */
export function builtin(experiment) {
  return 'builtin' in experiment.f ? experiment.f.builtin : null
}

/**
 * @param {Experiment} experiment
 * @returns {import('./types.d.ts').DataSpec | null} the set of data
 */
export function dataOf(experiment) {
  return 'data' in experiment.f ? experiment.f.data : null
}

/**
 * The default of a parameter under the convention that is in force.
 * @param {Param} param
 * @param {string} [form]
 */
export function defaultOf(param, form = '') {
  return param.default[form] ?? nth(Object.values(param.default), 0)
}

/**
 * The convention in force for a run.
 * @param {Method} method
 * @param {RunSpec} spec
 */
export function formOf(method, spec) {
  return spec.form ?? nth(method.forms, 0).id
}

/**
 * What people call the convention that a run follows.
 * @param {import('./types.d.ts').Method} method
 * @param {string} form
 */
export function nameOf(method, form) {
  return method.forms.find((one) => one.id === form)?.name ?? form
}

/**
 * @template T
 * @param {Record<string, T>} record
 * @param {string} key
 * @param {T | null} value
 * @returns {Record<string, T>}
 */
function put(record, key, value) {
  const { [key]: _, ...rest } = record
  return value === null ? rest : { ...rest, [key]: value }
}
