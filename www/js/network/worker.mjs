// A worker: reads data, or trains the seeds of one run in turns. It answers every message with one.

import init, * as wasm from '../../descent-worker.js'

/**
 * @typedef {import('./types.d.ts').Asked} Asked
 * @typedef {import('./types.d.ts').Said} Said
 */

/** @type {wasm.Data | null} */
let data = null
/** How many examples a sheet shows, how many side by side, and of those that were not known. */
const SHEET = 100
const WRONG = 50
const COLUMNS = 10

/** The trainings by their seeds, and how much of each the page knows. @type {Map<number, { training: wasm.Training, steps: number, epochs: number }>} */
const trainings = new Map()

/** @param {import('./types.d.ts').Source} source */
async function read({ files }) {
  if (files === null) return wasm.Data.drawn()
  const all = new wasm.Files()
  for (const { name, blob } of files) all.add(name, new Uint8Array(await blob.arrayBuffer()))
  return all.read()
}

/** @param {wasm.Picture} picture @returns {import('./types.d.ts').Sheet} */
function taken(picture) {
  const pixels = new Uint8ClampedArray(picture.pixels())
  const sheet = { width: picture.width, height: picture.height, pixels, labels: picture.labels(), columns: picture.columns }
  picture.free()
  return sheet
}

/** @param {number} seed */
function own(seed) {
  const found = trainings.get(seed)
  if (!found) throw new Error(`There is no training with seed ${seed}.`)
  return found
}

/** @param {Asked} asked @returns {Promise<Said>} */
async function answer(asked) {
  if (asked.type === 'read' || asked.type === 'open') {
    await init({ module_or_path: asked.module })
    data = await read(asked.source)
  }
  if (!data) throw new Error('There are no data.')
  switch (asked.type) {
    case 'read':
      return { type: 'read', about: data.about(), sheet: taken(data.sheet(asked.seed, SHEET, COLUMNS)) }
    case 'look': {
      const { training } = own(asked.seed)
      const seen = training.look(data)
      const { classes, wrong } = seen
      const [sheet, weights] = [taken(seen.sheet(data, WRONG)), taken(training.weights(data))]
      const look = { classes, wrong, confusion: seen.confusion(), shares: seen.shares(), sheet, thoughts: seen.thoughts(), weights }
      seen.free()
      return { type: 'look', look }
    }
    case 'slice':
      return { type: 'slice', slice: own(asked.seed).training.slice(data) ?? null }
    case 'open': {
      const examples = [...data.examples(asked.link)]
      for (const seed of asked.seeds) {
        trainings.set(seed, { training: new wasm.Training(asked.link, asked.run, seed, data), steps: 0, epochs: 0 })
      }
      const training = trainings.values().next().value?.training
      if (!training) throw new Error('There is no seed to train with.')
      return { type: 'ready', stepsAnEpoch: training.steps_an_epoch, layers: training.layers, parameters: training.parameters, examples }
    }
    case 'turn': {
      const known = own(asked.seed)
      const { training } = known
      const ended = training.advance(data, asked.steps, asked.milliseconds)
      const news = {
        seed: asked.seed,
        loss: training.loss(known.steps),
        accuracy: training.accuracy(known.steps),
        norms: training.norms(known.steps),
        epochs: training.epochs(known.epochs),
        seconds: training.seconds,
        end: training.end() ?? null,
        test: ended ? training.test(data) : null,
      }
      known.steps += news.loss.length
      known.epochs = training.epochs_done
      return { type: 'turned', news }
    }
  }
}

addEventListener('message', async ({ data: asked }) => {
  try {
    const said = await answer(asked)
    const buffers = said.type === 'turned' ? [said.news.loss.buffer, said.news.accuracy.buffer, said.news.norms.buffer, said.news.epochs.buffer] : []
    postMessage(said, { transfer: buffers })
  } catch (error) {
    postMessage({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
})
