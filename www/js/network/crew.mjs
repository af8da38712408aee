// The workers: one for each run, which trains all its seeds. Work is given out in turns, to as many workers at once as there are cores,
// and always to the training that is furthest behind: so all go on side by side, a pause is a turn away, and nobody computes what nobody asked for.

/**
 * @typedef {import('./types.d.ts').Asked} Asked
 * @typedef {import('./types.d.ts').Said} Said
 *
 * @typedef {object} Hand what the crew needs of a worker
 * @property {(asked: Asked) => void} postMessage
 * @property {() => void} terminate
 * @property {((event: { data: Said }) => void) | null} onmessage
 * @property {((event: any) => void) | null} onerror
 *
 * @typedef {object} Job a training
 * @property {number} run
 * @property {number} seed
 * @property {number} done steps taken
 * @property {boolean} ended
 * @property {boolean} owed a step that was asked for alone
 *
 * @typedef {object} Mate a worker with its run
 * @property {number} run
 * @property {Hand} hand
 * @property {boolean} open whether it has its data
 * @property {boolean} busy
 * @property {boolean} dead
 * @property {Asked[]} asks what it is to be asked between turns
 */

/** How long a turn takes, in milliseconds: between a wait that is felt and messages that cost something. */
const TURN = 120
/** As many steps as fit into a turn. */
const ALL = 1_000_000

/**
 * @param {object} use
 * @param {() => Hand} use.spawn
 * @param {number} use.cores
 * @param {(run: number, said: Extract<Said, { type: 'ready' }>) => void} use.ready
 * @param {(run: number, news: import('./types.d.ts').News) => void} use.news
 * @param {(run: number, said: Said) => void} use.answered to what was asked for between turns
 * @param {(run: number, message: string) => void} use.failed
 * @param {() => void} use.over nothing is left to do
 */
export function createCrew({ spawn, cores, ready, news, answered, failed, over }) {
  /** @type {Mate[]} */
  let mates = []
  /** @type {Job[]} */
  let jobs = []
  let going = false
  let finished = false
  /** @type {Omit<Extract<Asked, { type: 'open' }>, 'run'> | null} */
  let task = null

  /** @param {number} run */
  function hire(run) {
    if (!task) return
    const hand = spawn()
    /** @type {Mate} */
    const mate = { run, hand, open: false, busy: true, dead: false, asks: [] }
    const lost = (/** @type {string} */ message) => {
      if (mate.dead) return
      mate.dead = true
      mate.busy = false
      hand.terminate()
      failed(run, message)
      give()
    }
    hand.onmessage = ({ data: said }) => {
      if (mate.dead) return
      mate.busy = false
      if (said.type === 'failed') {
        lost(said.message)
        return
      }
      if (said.type === 'ready') {
        mate.open = true
        ready(run, said)
      }
      if (said.type === 'turned') {
        const job = jobs.find((one) => one.run === run && one.seed === said.news.seed)
        if (job) {
          job.done += said.news.loss.length
          job.ended = said.news.end !== null
        }
        news(run, said.news)
      }
      if (said.type === 'look' || said.type === 'slice') answered(run, said)
      give()
    }
    hand.onerror = (event) => lost(event?.message || 'The worker broke down.')
    mates = [...mates.filter((one) => one.run !== run), mate]
    hand.postMessage({ ...task, run })
  }

  /** Gives turns to those that are idle. */
  function give() {
    for (const mate of mates) {
      const asked = mate.open && !mate.busy && !mate.dead ? mate.asks.shift() : undefined
      if (!asked) continue
      mate.busy = true
      mate.hand.postMessage(asked)
    }
    const wanted = (/** @type {Job} */ job) => !job.ended && (going || job.owed)
    for (;;) {
      if (mates.filter((mate) => mate.busy).length >= cores) return
      const idle = mates.filter((mate) => mate.open && !mate.busy && !mate.dead)
      const open = jobs.filter((job) => wanted(job) && idle.some((mate) => mate.run === job.run))
      const [job] = open.sort((a, b) => a.done - b.done)
      if (!job) break
      const mate = idle.find((one) => one.run === job.run)
      if (!mate) break
      mate.busy = true
      const alone = !going
      job.owed = false
      mate.hand.postMessage({ type: 'turn', seed: job.seed, steps: alone ? 1 : ALL, milliseconds: TURN })
    }
    const alive = (/** @type {Job} */ job) => mates.some((mate) => mate.run === job.run && !mate.dead)
    if (task && !finished && !mates.some((mate) => mate.busy) && jobs.every((job) => job.ended || !alive(job))) {
      going = false
      finished = true
      over()
    }
  }

  return {
    /**
     * Begins anew with these runs.
     * @param {Omit<Extract<Asked, { type: 'open' }>, 'run'>} what
     * @param {number} runs
     */
    begin(what, runs) {
      this.dismiss()
      task = what
      finished = false
      jobs = Array.from({ length: runs }, (_, run) => what.seeds.map((seed) => ({ run, seed, done: 0, ended: false, owed: false }))).flat()
      for (let run = 0; run < runs; run += 1) hire(run)
    },
    /** A worker that broke down begins its run anew. @param {number} run */
    restart(run) {
      finished = false
      for (const job of jobs.filter((one) => one.run === run)) Object.assign(job, { done: 0, ended: false, owed: false })
      hire(run)
    },
    go() {
      going = true
      give()
    },
    pause() {
      going = false
    },
    /** One step of each training. */
    step() {
      for (const job of jobs) job.owed = !job.ended
      give()
    },
    /** Asks a worker something as soon as it has nothing else to do. @param {number} run @param {Asked} asked */
    ask(run, asked) {
      mates.find((mate) => mate.run === run)?.asks.push(asked)
      give()
    },
    /** How many trainings go on at the same time. */
    atOnce: () => Math.min(cores, Math.max(1, mates.filter((mate) => !mate.dead).length)),
    dismiss() {
      for (const { hand } of mates) hand.terminate()
      for (const mate of mates) mate.dead = true
      mates = []
      jobs = []
      going = false
      task = null
    },
  }
}
