import assert from 'node:assert/strict'
import test from 'node:test'
import { initial, reduce, substance } from '../../www/js/state.mjs'

/** @typedef {import('../../www/js/types.d.ts').Experiment} Experiment */
/** @typedef {import('../../www/js/types.d.ts').Event} Event */

/** @param {string} method @returns {import('../../www/js/types.d.ts').RunSpec} */
const run = (method) => ({
  method,
  label: null,
  form: null,
  set: {},
  schedules: {},
  tol: null,
  xtol: null,
  bounds: null,
  noise: null,
  batch: null,
})

/** @type {Experiment} */
const EXPERIMENT = {
  f: { builtin: 'quadratic' },
  p: {},
  x0: [[-4, 3]],
  o: [run('gd'), run('momentum'), run('adam')],
  n: 40,
  tol: 1e-8,
  xtol: 0,
  noise: 0,
  batch: 0,
  seed: 1,
  seeds: 1,
  box: null,
  k: null,
  axis: 'steps',
  see: ['contour', 'heat'],
  hide: [],
  lock: [],
  theme: null,
  title: null,
  ask: null,
}

/**
 * The state after some events.
 * @param {...Event} events
 */
function after(...events) {
  /** @type {Event[]} */
  const before = [
    { type: 'loaded', experiment: EXPERIMENT, notices: [], given: 'as given', play: false, cursor: null },
    { type: 'raced', version: 1, last: 40, done: true },
  ]
  return [...before, ...events].reduce(reduce, initial(EXPERIMENT))
}

/** @param {number} n @param {string} [gesture] @returns {Event} */
const changeTo = (n, gesture) => ({ type: 'changed', experiment: { ...EXPERIMENT, n }, gesture: gesture ?? null })

test('the reducer changes nothing in place', () => {
  const state = after()
  const frozen = JSON.stringify(state)
  reduce(state, changeTo(7))
  reduce(state, { type: 'toggled', run: 1 })
  reduce(state, { type: 'sought', k: 3 })
  assert.equal(JSON.stringify(state), frozen)
})

test('an address that was given stays until something is changed', () => {
  assert.equal(after().given, 'as given')
  assert.equal(after({ type: 'played' }, { type: 'ticked', cursor: 3.5 }, { type: 'ended' }).given, 'as given')
  assert.equal(after({ type: 'toggled', run: 0 }).given, 'as given')
  assert.equal(after({ type: 'dismissed', notice: 0 }).given, 'as given')
  assert.equal(after(changeTo(41)).given, null)
  assert.equal(after({ type: 'sought', k: 3 }).given, null)
  assert.equal(after({ type: 'played' }, { type: 'paused' }).given, null)
})

test('undo and redo walk through changes', () => {
  const state = after(changeTo(41), changeTo(42), { type: 'undone' })
  assert.equal(state.experiment.n, 41)
  assert.equal(reduce(state, { type: 'redone' }).experiment.n, 42)
  assert.equal(reduce(reduce(state, { type: 'undone' }), { type: 'undone' }).experiment.n, 40)
  const other = reduce(state, changeTo(43))
  assert.deepEqual(other.future, [], 'a change after undo forgets what was undone')
})

test('changes of one gesture are undone together, and only of one', () => {
  const state = after(changeTo(41, 'drag 1'), changeTo(42, 'drag 1'), changeTo(43, 'drag 2'), changeTo(44, 'drag 2'))
  assert.equal(state.past.length, 2)
  const undone = reduce(state, { type: 'undone' })
  assert.equal(undone.experiment.n, 42)
  assert.equal(reduce(undone, { type: 'undone' }).experiment.n, 40)
  // After an undo the same gesture begins a new entry.
  assert.equal(reduce(undone, changeTo(45, 'drag 2')).past.length, 2)
})

test('where one is looking is not a change', () => {
  const box = [0, 1, 0, 1]
  const state = after(
    { type: 'changed', experiment: { ...EXPERIMENT, box } },
    { type: 'changed', experiment: { ...EXPERIMENT, box, axis: 'evals' } },
    { type: 'sought', k: 7 },
  )
  assert.equal(state.past.length, 0)
  assert.equal(substance(state.experiment), substance(EXPERIMENT))
  // And undo keeps the view, but for another function.
  const changed = reduce(state, { type: 'changed', experiment: { ...state.experiment, n: 50 } })
  assert.deepEqual(reduce(changed, { type: 'undone' }).experiment.box, box)
  const elsewhere = { ...state.experiment, f: { builtin: 'booth' }, box: null }
  const chosen = reduce(state, { type: 'changed', experiment: elsewhere, chapter: true })
  assert.equal(chosen.chapter, 1)
  assert.deepEqual(reduce(chosen, { type: 'undone' }).experiment.box, box)
})

test('the cursor stays within the race, and a long race may still grow under it', () => {
  assert.equal(after({ type: 'sought', k: 99 }).cursor, 40)
  assert.equal(after({ type: 'sought', k: -3 }).cursor, 0)
  const growing = after(
    { type: 'ticked', cursor: 9 },
    { type: 'sought', k: 40 },
    { type: 'raced', version: 2, last: 10, done: false },
  )
  assert.equal(growing.cursor, 40)
  assert.equal(reduce(growing, { type: 'raced', version: 2, last: 30, done: true }).cursor, 30)
})

test('who looks at the end of a race goes on looking at the end when it changes', () => {
  const end = after({ type: 'sought', k: 40 })
  assert.equal(reduce(end, { type: 'raced', version: 2, last: 70, done: true }).cursor, 70)
  const before = after({ type: 'sought', k: 39 })
  assert.equal(reduce(before, { type: 'raced', version: 2, last: 70, done: true }).cursor, 39)
})

test('a run keeps its style when others are removed, and a new one takes the first that is free', () => {
  const [a, b, c] = ['gd', 'momentum', 'adam'].map(run)
  const to = (/** @type {any[]} */ o, /** @type {number[]} */ order) =>
    /** @type {Event} */ ({ type: 'changed', experiment: { ...EXPERIMENT, o }, order })
  const removed = after(to([b, c], [1, 2]))
  assert.deepEqual(removed.looks, [1, 2])
  const doubled = reduce(removed, to([b, b, c], [0, 0, 1]))
  assert.deepEqual(doubled.looks, [1, 0, 2])
  const added = reduce(doubled, { type: 'changed', experiment: { ...EXPERIMENT, o: /** @type {any[]} */ ([b, b, c, a]) } })
  assert.deepEqual(added.looks, [1, 0, 2, 3])
  assert.deepEqual(reduce(added, { type: 'undone' }).looks, [1, 0, 2])
  const loaded = { experiment: EXPERIMENT, notices: [], given: null, play: false, cursor: null }
  assert.deepEqual(reduce(added, { type: 'loaded', ...loaded }).looks, [0, 1, 2], 'a link has them by order')
})

test('a pinned path stays with its run until another function is chosen', () => {
  const pinned = after({ type: 'pinned', run: 1 })
  assert.deepEqual(pinned.pinned, [1])
  const [b, c] = ['momentum', 'adam'].map(run)
  const removed = reduce(pinned, { type: 'changed', experiment: { ...EXPERIMENT, o: /** @type {any[]} */ ([b, c]) }, order: [1, 2] })
  assert.deepEqual(reduce(removed, { type: 'pinned', run: 0 }).pinned, [], 'pressed again it is gone')
  const knob = reduce(pinned, { type: 'changed', experiment: { ...EXPERIMENT, p: { kappa: 3 } } })
  assert.deepEqual(knob.pinned, [1])
  const other = reduce(pinned, { type: 'changed', experiment: { ...EXPERIMENT, f: { builtin: 'saddle' } } })
  assert.deepEqual(other.pinned, [])
})

test('play from the end begins again, and pausing lands on a step', () => {
  const end = after({ type: 'sought', k: 40 }, { type: 'played' })
  assert.equal(end.cursor, 0)
  assert.equal(end.experiment.k, null)
  const paused = reduce(reduce(end, { type: 'ticked', cursor: 12.7 }), { type: 'paused' })
  assert.equal(paused.cursor, 12)
  assert.equal(paused.experiment.k, 12)
  assert.equal(paused.said, 'Paused at step 12 of 40')
  assert.equal(reduce(paused, { type: 'ticked', cursor: 14 }), paused, 'a late tick moves nothing')
})

test('hidden, opened and chosen runs go along when runs are removed or doubled', () => {
  const state = after({ type: 'toggled', run: 2 }, { type: 'opened', run: 1 })
  const removed = reduce(state, {
    type: 'changed',
    experiment: { ...EXPERIMENT, o: EXPERIMENT.o.slice(1) },
    order: [1, 2],
  })
  assert.deepEqual(removed.hidden, [false, true])
  assert.equal(removed.open, 0)
  assert.equal(removed.chosen, 0)
  const doubled = reduce(state, {
    type: 'changed',
    experiment: { ...EXPERIMENT, o: [run('gd'), run('gd'), run('momentum'), run('adam')] },
    order: [0, 0, 1, 2],
  })
  assert.deepEqual(doubled.hidden, [false, false, false, true])
  assert.equal(doubled.open, 2)
})

test('what was typed stays beside the experiment until it is right', () => {
  const draft = { path: 'f', text: 'x^2 +', message: 'Something is missing.', column: 6 }
  const state = after({ type: 'drafted', path: 'f', draft })
  assert.equal(state.experiment, EXPERIMENT)
  const elsewhere = reduce(state, { type: 'changed', experiment: { ...EXPERIMENT, n: 41 }, path: 'n' })
  assert.deepEqual(elsewhere.drafts.f, draft)
  const right = reduce(elsewhere, { type: 'changed', experiment: { ...EXPERIMENT, n: 42 }, path: 'f' })
  assert.equal(right.drafts.f, undefined)
})

test('a theme that a link forced ends with a choice', () => {
  const forced = after({ type: 'changed', experiment: { ...EXPERIMENT, theme: 'dark' } })
  const state = reduce(forced, { type: 'themed', theme: 'light' })
  assert.equal(state.experiment.theme, null)
  assert.equal(state.theme, 'light')
})

test('a prediction ends with the experiment that it was about', () => {
  const guessed = after({ type: 'guessing' }, { type: 'guessed', at: [1, 2] })
  assert.deepEqual(guessed.guess, [1, 2])
  assert.equal(reduce(guessed, changeTo(41)).guess, null)
})

test('a formula that a link got wrong stands in its box', () => {
  const notice = { path: 'f', value: '3y', message: 'Column 2.', column: 2 }
  const state = after({
    type: 'loaded',
    experiment: EXPERIMENT,
    notices: [{ ...notice, level: 'problem' }],
    given: '',
    play: false,
    cursor: null,
  })
  assert.deepEqual(state.drafts.f, { path: 'f', text: '3y', message: 'Column 2.', column: 2 })
})
