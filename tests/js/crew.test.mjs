// The workers of the page of networks, without workers: who is given a turn, and when.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCrew } from '../../www/js/network/crew.mjs'

/** @typedef {import('../../www/js/network/types.d.ts').Asked} Asked */

/** What all workers are asked for, in order. */
function crewOf({ cores = 2 } = {}) {
  /** @type {{ asked: Asked[], say: (said: any) => void, die: (message: string) => void, ended: boolean }[]} */
  const hands = []
  /** @type {string[]} */
  const log = []
  const crew = createCrew({
    cores,
    spawn: () => {
      /** @type {any} */
      const hand = { postMessage: (/** @type {Asked} */ asked) => own.asked.push(asked), terminate: () => (own.ended = true) }
      const own = {
        asked: /** @type {Asked[]} */ ([]),
        say: (/** @type {any} */ said) => hand.onmessage({ data: said }),
        die: (/** @type {string} */ message) => hand.onerror({ message }),
        ended: false,
      }
      hands.push(own)
      return hand
    },
    ready: (run) => void log.push(`ready ${run}`),
    news: (run, { seed }) => void log.push(`news ${run} ${seed}`),
    answered: (run, { type }) => void log.push(`${type} ${run}`),
    failed: (run, message) => void log.push(`failed ${run}: ${message}`),
    over: () => void log.push('over'),
  })
  const task = /** @type {any} */ ({ type: 'open', module: null, source: null, link: '', seeds: [1] })
  const ready = { type: 'ready', stepsAnEpoch: 1, layers: 1, parameters: 1, examples: [] }
  /** The worker takes so many steps and says so. @param {number} i @param {number} steps @param {string | null} [end] */
  const turned = (i, steps, end = null) => {
    const asked = hands[i]?.asked.at(-1)
    const seed = asked?.type === 'turn' ? asked.seed : 0
    hands[i]?.say({ type: 'turned', news: { seed, loss: new Float32Array(steps), end } })
  }
  /** How many turns each worker has been given. */
  const turns = () => hands.map(({ asked }) => asked.filter(({ type }) => type === 'turn').length)
  return { crew, hands, log, task, ready, turned, turns }
}

test('no more workers are at work than there are cores, and who is furthest behind is next', () => {
  const { crew, hands, task, ready, turned, turns } = crewOf()
  crew.begin(task, 3)
  crew.go()
  for (const hand of hands) hand.say(ready)
  assert.deepEqual(turns(), [1, 1, 0])
  turned(0, 10)
  assert.deepEqual(turns(), [1, 1, 1])
  turned(1, 5)
  assert.deepEqual(turns(), [1, 2, 1])
})

test('a pause lets turns end and gives no new ones; a step is one step of each', () => {
  const { crew, hands, task, ready, turned, turns } = crewOf()
  crew.begin(task, 2)
  crew.go()
  for (const hand of hands) hand.say(ready)
  crew.pause()
  turned(0, 10)
  turned(1, 10)
  assert.deepEqual(turns(), [1, 1])
  crew.step()
  assert.deepEqual(turns(), [2, 2])
  assert.deepEqual(hands.map(({ asked }) => /** @type {any} */ (asked.at(-1)).steps), [1, 1])
  turned(0, 1)
  assert.deepEqual(turns(), [2, 2])
})

test('all seeds of a run share its worker and go on side by side', () => {
  const { crew, hands, task, ready, turned } = crewOf()
  crew.begin({ ...task, seeds: [7, 8] }, 1)
  crew.go()
  hands[0]?.say(ready)
  turned(0, 10)
  turned(0, 4)
  turned(0, 4)
  const seeds = hands[0]?.asked.flatMap((asked) => (asked.type === 'turn' ? [asked.seed] : []))
  assert.deepEqual(seeds, [7, 8, 8, 8])
})

test('a worker that dies is reported, the others go on, and it begins anew when asked', () => {
  const { crew, hands, log, task, ready, turned, turns } = crewOf()
  crew.begin(task, 2)
  crew.go()
  for (const hand of hands) hand.say(ready)
  hands[0]?.die('out of memory')
  assert.ok(hands[0]?.ended)
  turned(1, 3, 'All epochs are over.')
  assert.deepEqual(log, ['ready 0', 'ready 1', 'failed 0: out of memory', 'news 1 1', 'over'])
  crew.restart(0)
  crew.go()
  hands[2]?.say(ready)
  assert.deepEqual(turns(), [1, 1, 1])
  turned(2, 3, 'All epochs are over.')
  assert.equal(log.at(-1), 'over')
})

test('a question waits for the end of a turn and takes the place of the next', () => {
  const { crew, hands, log, task, ready, turned } = crewOf()
  crew.begin(task, 1)
  crew.go()
  hands[0]?.say(ready)
  crew.ask(0, { type: 'look', seed: 1 })
  turned(0, 5)
  assert.equal(hands[0]?.asked.at(-1)?.type, 'look')
  hands[0]?.say({ type: 'look', look: null })
  assert.equal(hands[0]?.asked.at(-1)?.type, 'turn')
  turned(0, 5, 'All epochs are over.')
  crew.ask(0, { type: 'look', seed: 1 })
  hands[0]?.say({ type: 'look', look: null })
  // It is over once, whatever is asked afterwards.
  assert.deepEqual(log, ['ready 0', 'news 0 1', 'look 0', 'news 0 1', 'over', 'look 0'])
})

test('what a worker says after it was dismissed is not heard', () => {
  const { crew, hands, log, task, ready } = crewOf()
  crew.begin(task, 1)
  const [old] = hands
  crew.begin(task, 1)
  old?.say(ready)
  assert.deepEqual(log, [])
  assert.ok(old?.ended)
})
