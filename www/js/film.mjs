// Pictures and animations of the plot, drawn anew on canvases of their own: sharp at any size, and the page goes on meanwhile. Loaded
// when somebody asks for one.

import { el, resize } from './dom.mjs'
import { nth } from './lists.mjs'
import { pause } from './pause.mjs'

/** The width of an animation in pixels, at most. */
const WIDTH = 960
/** WebM's names of what browsers may encode, what is smaller first. */
const CODECS = /** @type {const} */ ([
  ['vp09.00.31.08', 'V_VP9'],
  ['vp8', 'V_VP8'],
])

/**
 * @typedef {object} Work
 * @property {(share: number) => void} progress
 * @property {AbortSignal} signal
 */

/**
 * The plot at a step, on a canvas; call it with steps in their order.
 * @param {import('./engine.mjs').Engine} engine
 * @param {import('./types.d.ts').State} state
 * @param {{ width: number, height: number }} size in pixels of CSS
 * @param {number} ratio
 */
function stage(engine, state, size, ratio) {
  const { wasm, race } = engine
  const { experiment } = state
  const see = engine.seen(experiment.see)
  const bits = engine.mask(state)
  const style = getComputedStyle(document.documentElement)
  const dark = document.documentElement.dataset.theme === 'dark'
  const box = experiment.box ?? undefined
  const [ground, paths, heads, whole] = Array.from({ length: 4 }, () => el('canvas'))
  if (!ground || !paths || !heads || !whole) throw new Error('no canvas')
  for (const canvas of [ground, paths, heads, whole]) resize(canvas, size, ratio)
  const solid = engine.way(experiment.see) === 1
  const scene = solid ? new wasm.Space() : new wasm.Plot()
  scene.frame(size.width, size.height, ratio, dark)
  scene.show(race, box, see)
  if (solid) scene.draw_ground(ground)
  else scene.draw_field(race, ground, false)
  const context = /** @type {CanvasRenderingContext2D} */ (whole.getContext('2d', { willReadFrequently: true }))
  let first = true
  return {
    canvas: whole,
    context,
    /** @param {number} k */
    draw(k) {
      if (solid) {
        scene.draw_paths(race, paths, first, k, bits, -1)
        scene.draw_heads(race, heads, k, bits, -1)
      } else {
        scene.draw_paths(race, paths, first ? wasm.Manner.Anew : wasm.Manner.More, k, bits, -1)
        scene.draw_heads(race, heads, k, bits, -1, new Uint32Array())
      }
      first = false
      context.fillStyle = style.getPropertyValue('--ground')
      context.fillRect(0, 0, whole.width, whole.height)
      for (const layer of [ground, paths, heads]) context.drawImage(layer, 0, 0)
    },
    free: () => scene.free(),
  }
}

/** The size of the plot on the page. */
function size() {
  const scene = document.querySelector('.scenes .plot:not([hidden])')
  const { width, height } = /** @type {Element} */ (scene).getBoundingClientRect()
  return { width: Math.round(width), height: Math.round(height) }
}

/**
 * The plot at the cursor as a PNG file.
 * @param {import('./page.mjs').Page} page
 * @param {number} ratio pixels of the file for each of the page
 * @returns {Promise<Blob>}
 */
export async function png({ engine, store }, ratio) {
  const state = store.get()
  const scene = stage(engine, state, size(), ratio)
  scene.draw(Math.floor(state.cursor))
  scene.free()
  const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ go) => scene.canvas.toBlob(go, 'image/png'))
  if (!blob) throw new Error('The picture is too large for this browser.')
  return blob
}

/** @typedef {{ i: number, rate: number, time: number, seconds: number }} Shot A frame of so many a second: its number, when it comes and how long it stays. */

/**
 * Draws all frames, one after the other, and gives each away. Answers how many seconds they take.
 * @param {import('./page.mjs').Page} page
 * @param {Work} work
 * @param {(scene: ReturnType<typeof stage>, shot: Shot) => void | Promise<void>} take
 */
async function film({ engine, store }, { progress, signal }, take) {
  const state = store.get()
  const own = size()
  const ratio = Math.min(1, WIDTH / own.width)
  // Video wants even sizes.
  const even = (/** @type {number} */ pixels) => Math.round((pixels * ratio) / 2) * 2
  const scene = stage(engine, state, { width: even(own.width), height: even(own.height) }, 1)
  const { version } = engine
  const shots = new engine.wasm.Shots(state.race.last)
  const { steps, rate } = shots
  let time = 0
  try {
    for (let i = 0; i < steps.length; i++) {
      signal.throwIfAborted()
      if (engine.version !== version || engine.dead) throw new Error('The race has changed.')
      const seconds = shots.seconds(i)
      scene.draw(nth(steps, i))
      await take(scene, { i, rate, time, seconds })
      time += seconds
      progress((i + 1) / steps.length)
      await pause()
    }
    return time
  } finally {
    scene.free()
    shots.free()
  }
}

/**
 * @param {import('./page.mjs').Page} page
 * @param {Work} work
 * @returns {Promise<Blob>}
 */
export async function gif(page, work) {
  const { engine, store } = page
  const { Gif } = engine.wasm
  // The palette is made of the last frame: it has every path.
  const pixels = (/** @type {ReturnType<typeof stage>} */ { context, canvas }) => context.getImageData(0, 0, canvas.width, canvas.height)
  /** @type {any} */
  let made = null
  try {
    await film(page, work, (scene, { seconds }) => {
      if (!made) {
        const end = stage(engine, store.get(), { width: scene.canvas.width, height: scene.canvas.height }, 1)
        end.draw(store.get().race.last)
        made = new Gif(scene.canvas.width, scene.canvas.height, new Uint8Array(pixels(end).data.buffer))
        end.free()
      }
      made.add(new Uint8Array(pixels(scene).data.buffer), Math.max(2, Math.round(100 * seconds)))
    })
    if (!made) throw new Error('There is nothing to show.')
    const bytes = made.finish()
    made = null
    return new Blob([/** @type {BlobPart} */ (bytes)], { type: 'image/gif' })
  } finally {
    made?.free()
  }
}

/**
 * @param {import('./page.mjs').Page} page
 * @param {Work} work
 * @returns {Promise<Blob>}
 */
export async function webm(page, work) {
  const { Webm } = page.engine.wasm
  /** @type {VideoEncoder | undefined} */
  let encoder
  /** @type {any} */
  let made
  /** @type {unknown} */
  let fault = null
  try {
    const seconds = await film(page, work, async (scene, { i, rate, time, seconds }) => {
      const { width, height } = scene.canvas
      if (!encoder) {
        const settings = { width, height, bitrate: 2_500_000, framerate: rate }
        const able = []
        for (const [codec, name] of CODECS) {
          const { supported } = await VideoEncoder.isConfigSupported({ ...settings, codec })
          if (supported) able.push({ codec, name })
        }
        const [best] = able
        if (!best) throw new Error('This browser encodes no video that WebM holds.')
        const video = new Webm(width, height, best.name)
        made = video
        encoder = new VideoEncoder({
          output: (chunk) => {
            const content = new Uint8Array(chunk.byteLength)
            chunk.copyTo(content)
            video.add(Math.round(chunk.timestamp / 1000), chunk.type === 'key', content)
          },
          error: (error) => (fault = error),
        })
        encoder.configure({ ...settings, codec: best.codec })
      }
      if (fault) throw fault
      const frame = new VideoFrame(scene.canvas, { timestamp: time * 1e6, duration: seconds * 1e6 })
      encoder.encode(frame, { keyFrame: i % 60 === 0 })
      frame.close()
      if (encoder.encodeQueueSize > 4) await new Promise((go) => setTimeout(go, 10))
    })
    await encoder?.flush()
    if (fault || !made) throw fault ?? new Error('There is nothing to show.')
    return new Blob([/** @type {BlobPart} */ (made.finish(Math.round(seconds * 1000)))], { type: 'video/webm' })
  } finally {
    if (encoder && encoder.state !== 'closed') encoder.close()
    made?.free()
  }
}
