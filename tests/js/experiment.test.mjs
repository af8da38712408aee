import assert from 'node:assert/strict'
import test from 'node:test'
import * as edits from '../../www/js/experiment.mjs'
import { byFamily, nth } from '../../www/js/lists.mjs'

const EXPERIMENT = /** @type {import('../../www/js/types.d.ts').Experiment} */ (
  /** @type {unknown} */ ({
    f: { builtin: 'quadratic' },
    p: { kappa: 3 },
    x0: [
      [1, 2],
      [3, 4],
    ],
    o: [
      { method: 'gd', set: { rate: 0.1 }, schedules: {} },
      { method: 'adam', set: {}, schedules: { rate: { id: 'step', set: { every: 5 } } } },
    ],
  })
)

test('an edit leaves the experiment before it as it was', () => {
  const before = JSON.stringify(EXPERIMENT)
  edits.withParam(EXPERIMENT, 0, 'rate', 0.2)
  edits.withSchedule(EXPERIMENT, 1, 'rate', null)
  edits.withScheduleParam(EXPERIMENT, 1, 'rate', 'every', 9)
  edits.withKnob(EXPERIMENT, 'kappa', null)
  edits.withStart(EXPERIMENT, 1, [0, 0])
  edits.withOrder(EXPERIMENT, [1, 0])
  assert.equal(JSON.stringify(EXPERIMENT), before)
})

test('a lock holds what it names, in all runs or in one', () => {
  const locked = (/** @type {string[]} */ lock, /** @type {string} */ path) => edits.isLocked({ ...EXPERIMENT, lock }, path)
  assert.ok(locked(['rate'], 'runs[0].rate') && locked(['rate'], 'runs[11].rate.schedule'))
  assert.ok(locked(['0.rate'], 'runs[0].rate.factor') && !locked(['0.rate'], 'runs[1].rate'))
  assert.ok(!locked(['rate', 'p', 'o'], 'runs[0].momentum') && !locked([], 'runs[0].rate'))
  assert.ok(locked(['p'], 'p.kappa') && locked(['x0'], 'x0[1]') && locked(['o'], 'runs') && locked(['box'], 'area'))
  assert.ok(!locked(['f', 'n'], 'tol') && !locked(['x0'], 'axis'))
})

test('a value that is given back to its default is not kept', () => {
  assert.deepEqual(nth(edits.withParam(EXPERIMENT, 0, 'rate', null).o, 0).set, {})
  assert.deepEqual(edits.withKnob(EXPERIMENT, 'kappa', null).p, {})
  assert.deepEqual(nth(edits.withSchedule(EXPERIMENT, 1, 'rate', null).o, 1).schedules, {})
})

test('only the run, the start and the schedule that are meant change', () => {
  const { o } = edits.withParam(EXPERIMENT, 1, 'rate', 0.5)
  assert.equal(o[0], EXPERIMENT.o[0])
  assert.deepEqual(nth(o, 1).set, { rate: 0.5 })
  assert.deepEqual(edits.withStart(EXPERIMENT, 0, [7, 8]).x0, [
    [7, 8],
    [3, 4],
  ])
  const schedules = nth(edits.withScheduleParam(EXPERIMENT, 1, 'rate', 'factor', 0.5).o, 1).schedules
  assert.deepEqual(schedules, { rate: { id: 'step', set: { every: 5, factor: 0.5 } } })
  assert.equal(edits.withScheduleParam(EXPERIMENT, 0, 'rate', 'factor', 0.5), EXPERIMENT)
})

test('runs can be doubled and rearranged', () => {
  assert.deepEqual(
    edits.withOrder(EXPERIMENT, [1, 0, 0]).o.map((run) => run.method),
    ['adam', 'gd', 'gd'],
  )
})

test('families come in the order of the list', () => {
  const list = [
    { id: 1, family: 'b' },
    { id: 2, family: 'a' },
    { id: 3, family: 'b' },
  ]
  assert.deepEqual(
    [...byFamily(list)].map(([family, members]) => [family, members.map((one) => one.id)]),
    [
      ['b', [1, 3]],
      ['a', [2]],
    ],
  )
})
