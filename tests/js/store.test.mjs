import assert from 'node:assert/strict'
import test from 'node:test'
import { moved } from '../../www/js/player.mjs'
import { initial } from '../../www/js/state.mjs'
import { createStore } from '../../www/js/store.mjs'
import { inForce } from '../../www/js/theme.mjs'

/** A store whose frames come when the test says so. */
function stepped() {
  /** @type {(() => void)[]} */
  const waiting = []
  const store = createStore(initial(/** @type {any} */ ({ o: [{}, {}] })), (draw) => waiting.push(draw))
  return { store, frame: () => waiting.splice(0).forEach((draw) => draw()) }
}

test('many events are drawn once a frame', () => {
  const { store, frame } = stepped()
  let drawn = 0
  store.subscribe(() => drawn++)
  store.dispatch({ type: 'sped', speed: 2 })
  store.dispatch({ type: 'sped', speed: 4 })
  assert.equal(drawn, 0)
  assert.equal(store.get().speed, 4)
  frame()
  assert.equal(drawn, 1)
  frame()
  assert.equal(drawn, 1)
})

test('what a part dispatches while it draws is seen by those after it at once, by those before it in the next frame', () => {
  const { store, frame } = stepped()
  /** @type {string[]} */
  const seen = []
  store.subscribe((now) => seen.push(`first ${now.race.last}`))
  store.subscribe((now) => {
    if (now.race.last === 0) store.dispatch({ type: 'raced', version: 1, last: 9, done: true })
  })
  store.subscribe((now) => seen.push(`third ${now.race.last}`))
  store.dispatch({ type: 'sped', speed: 2 })
  frame()
  assert.deepEqual(seen, ['first 0', 'third 9'])
  frame()
  assert.deepEqual(seen, ['first 0', 'third 9', 'first 9'])
})

test('parts that may be late take turns while every frame brings a change, and all come when it is over', () => {
  const { store, frame } = stepped()
  /** @type {string[]} */
  let seen = []
  store.subscribe((now) => seen.push(`at once ${now.speed}`))
  for (const name of ['a', 'b', 'c']) store.subscribe((now) => seen.push(`${name} ${now.speed}`), 'late')
  for (const speed of [2, 3, 4, 5]) {
    store.dispatch({ type: 'sped', speed })
    frame()
  }
  assert.deepEqual(seen, ['at once 2', 'a 2', 'at once 3', 'b 3', 'at once 4', 'c 4', 'at once 5', 'a 5'])
  seen = []
  frame()
  assert.deepEqual(seen, ['b 5', 'c 5'])
  frame()
  assert.deepEqual(seen, ['b 5', 'c 5'])
})

test('what a frame brings is drawn in it, and not again in the frame that was asked for', () => {
  const { store, frame } = stepped()
  /** @type {number[]} */
  const seen = []
  store.subscribe((now) => seen.push(now.speed))
  store.dispatch({ type: 'sped', speed: 2 })
  store.animate({ type: 'sped', speed: 3 })
  assert.deepEqual(seen, [3])
  frame()
  assert.deepEqual(seen, [3])
  store.dispatch({ type: 'sped', speed: 4 })
  frame()
  assert.deepEqual(seen, [3, 4])
})

test('an event that changes nothing draws nothing', () => {
  const { store, frame } = stepped()
  let drawn = 0
  store.subscribe(() => drawn++)
  store.dispatch({ type: 'toggled', run: 9 })
  store.dispatch({ type: 'hovered', hit: null })
  frame()
  assert.equal(drawn, 0)
})

test('a race takes about eight seconds, a short one goes step by step, and the end is the end', () => {
  assert.deepEqual(moved({ cursor: 0, last: 40, speed: 1 }, 1), { cursor: 8, ended: false })
  assert.deepEqual(moved({ cursor: 0, last: 800, speed: 1 }, 1), { cursor: 100, ended: false })
  assert.deepEqual(moved({ cursor: 0, last: 40, speed: 0.25 }, 1), { cursor: 2, ended: false })
  assert.deepEqual(moved({ cursor: 39.9, last: 40, speed: 1 }, 1), { cursor: 40, ended: true })
})

test('the link’s theme goes before the reader’s, and that before the system’s', () => {
  assert.equal(inForce({ forced: 'light', chosen: 'dark', dark: true }), 'light')
  assert.equal(inForce({ forced: null, chosen: 'light', dark: true }), 'light')
  assert.equal(inForce({ forced: null, chosen: null, dark: true }), 'dark')
})
