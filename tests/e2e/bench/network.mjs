// The bench page of networks: the lecture's network trained by turns with our module and with TensorFlow.js's wasm backend, as people use it
// and as well as it can be used; and products beside a loop of multiply-adds. All on one core: the page is not isolated, so TensorFlow.js has no threads.

/** @type {any} */
const tf = /** @type {any} */ (globalThis).tf

const LAYERS = [784, 100, 100, 50, 10]
const BATCH = 500
/** Examples of a round: so many batches. */
const BATCHES = 10
const RATE = 0.001

/** Some examples: what they show does not matter for how long it takes. */
function examples() {
  const count = BATCH * BATCHES
  const x = Float32Array.from({ length: count * 784 }, (_, i) => ((i * 7919) % 256) / 255)
  const labels = Int32Array.from({ length: count }, (_, i) => (i * 31) % 10)
  return { x: tf.tensor2d(x, [count, 784]), y: tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), 'float32') }
}

/** As the library's pages teach it. @returns {() => Promise<void>} */
function fit() {
  const model = tf.sequential()
  LAYERS.slice(1).forEach((units, i, all) => {
    const activation = i === all.length - 1 ? 'softmax' : 'relu'
    model.add(tf.layers.dense(i === 0 ? { inputShape: [784], units, activation } : { units, activation }))
  })
  model.compile({ optimizer: tf.train.adam(RATE), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  const { x, y } = examples()
  return () => model.fit(x, y, { batchSize: BATCH, epochs: 1, verbose: 0 })
}

/** A step by hand: fused forward, transposes made explicitly (products of transposed views are slow in this backend), Adam in few operations. */
function tuned() {
  const { x, y } = examples()
  const parts = tf.split(x, BATCHES)
  const labels = tf.split(y, BATCHES)
  /** @type {{ w: any, m: any, v: any }[]} weights and biases with their moments */
  const all = []
  for (let l = 0; l + 1 < LAYERS.length; l += 1) {
    const [inputs = 0, units = 0] = [LAYERS[l], LAYERS[l + 1]]
    const limit = Math.sqrt(6 / (inputs + units))
    for (const w of [tf.randomUniform([inputs, units], -limit, limit), tf.zeros([units])]) {
      all.push({ w, m: tf.zerosLike(w), v: tf.zerosLike(w) })
    }
  }
  let k = 0
  /** @param {any} input @param {any} label */
  const step = (input, label) => {
    k += 1
    const old = all.flatMap(({ w, m, v }) => [w, m, v])
    const gradients = tf.tidy(() => {
      const answers = [input]
      for (let l = 0; l < LAYERS.length - 1; l += 1) {
        const activation = l === LAYERS.length - 2 ? 'linear' : 'relu'
        answers.push(tf.fused.matMul({ a: answers[l], b: all[2 * l]?.w, bias: all[2 * l + 1]?.w, activation }))
      }
      let delta = tf.mul(tf.sub(tf.softmax(answers.at(-1)), label), 1 / BATCH)
      /** @type {any[]} */
      const out = []
      for (let l = LAYERS.length - 2; l >= 0; l -= 1) {
        out.unshift(tf.matMul(tf.transpose(answers[l]), delta), tf.sum(delta, 0))
        if (l > 0) delta = tf.mul(tf.matMul(delta, tf.transpose(all[2 * l]?.w)), tf.step(answers[l]))
      }
      return out
    })
    const rate = (RATE * Math.sqrt(1 - 0.999 ** k)) / (1 - 0.9 ** k)
    all.forEach((one, i) => {
      const g = gradients[i]
      const next = tf.tidy(() => {
        const m = tf.add(tf.mul(one.m, 0.9), tf.mul(g, 0.1))
        const v = tf.add(tf.mul(one.v, 0.999), tf.mul(tf.square(g), 0.001))
        return [tf.sub(one.w, tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), 1e-7))), m, v]
      })
      ;[one.w, one.m, one.v] = next
    })
    tf.dispose([...old, ...gradients])
  }
  return async () => {
    for (let i = 0; i < BATCHES; i += 1) step(parts[i], labels[i])
    await all[0]?.w.data()
  }
}

/** @param {any} wasm */
function ours(wasm) {
  const data = wasm.Data.drawn()
  const link = 'v=1&net=100,100,50&o=adam~form=keras&batch=500&epochs=1000&split=0'
  const training = new wasm.Training(link, 0, 1, data)
  return async () => void training.advance(data, BATCHES, Infinity)
}

/** @param {number} rounds */
async function measure(rounds) {
  tf.wasm.setWasmPaths('./')
  await tf.setBackend('wasm')
  await tf.ready()
  // The address is put together so that the type check does not look for a module that is not there yet.
  const wasm = await import(`./${'descent-worker'}.js`)
  await wasm.default()
  const jobs = { ours: ours(wasm), tuned: tuned(), fit: fit() }
  /** @type {Record<string, number[]>} */
  const times = { ours: [], tuned: [], fit: [], product: [], madd: [] }
  const products = new wasm.Products()
  const operations = { product: () => products.run(20), madd: () => wasm.madds(10_000_000) }
  for (let round = -2; round < rounds; round += 1) {
    for (const [name, job] of Object.entries(jobs)) {
      const begin = performance.now()
      await job()
      const took = performance.now() - begin
      // The first rounds warm up.
      if (round >= 0) times[name]?.push((1e6 * took) / (BATCH * BATCHES))
    }
    for (const [name, job] of Object.entries(operations)) {
      const begin = performance.now()
      const done = job()
      const took = performance.now() - begin
      if (round >= 0) times[name]?.push((1e6 * took) / done)
    }
  }
  return { times, backend: tf.getBackend() }
}

Object.assign(globalThis, { measure })
