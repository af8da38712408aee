// Run by the build: draws the first plot of many links in Node, on canvases that draw nothing, with a module whose functions
// leave a mark when they are called. Prints the numbers of those that were, as JSON.
//
//     node profile.mjs GLUE MODULE FIRST
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'

const [glue, module, first] = process.argv.slice(2)
const { begun, drawField, drawRuns } = await import(pathToFileURL(first).href)

/** Takes every call and every assignment. */
globalThis.CanvasRenderingContext2D = class {}
for (const name of CONTEXT()) CanvasRenderingContext2D.prototype[name] = () => undefined
globalThis.HTMLCanvasElement = class {
  getContext() {
    return (this.context ??= new CanvasRenderingContext2D())
  }
}

function CONTEXT() {
  return `arc beginPath clearRect clip closePath fill fillRect fillText lineTo moveTo rect restore rotate save setLineDash setTransform
    stroke strokeRect strokeText translate`.split(/\s+/)
}

const compiled = await WebAssembly.compile(await readFile(module))
let instances = 0

/** A fresh instance of the module. */
async function instance() {
  const wasm = await import(`${pathToFileURL(glue).href}?instance=${++instances}`)
  return { wasm, exports: await wasm.default({ module_or_path: compiled }) }
}

/**
 * All that a first plot may need: every function, every first-order method, ...
 */
function* links({ functions, methods, schedules, limits }) {
  yield ''
  const ids = methods.map(({ id }) => id)
  for (const [i, { id }] of functions.entries()) yield `#v=1&f=${id}&o=${ids.slice(0, limits.runs).join(';')}&k=20`
  if (process.env.RICH) {
  for (const { id } of schedules) yield `#v=1&o=gd~rate.schedule=${id}&k=3`
  yield '#v=1&f=x^2+a*y^2&p=a=3&x0=-4,3;2,1&o=gd~rate=0.1;adam&n=50'
  yield '#v=1&f=quadratic&x0=-4,4&bounds=own&theme=dark&k=7&title=Valley&ask=Which'
  yield '#v=1&nonsense=1'
  yield '?v=1&f=nothing'
  }
}

const catalog = (await instance()).wasm.catalog()
const { wasm, exports } = await instance()
const canvas = () => new HTMLCanvasElement()
let shown = 0
for (const link of links(catalog)) {
  const reading = link.startsWith('?') ? new wasm.Reading('', link) : new wasm.Reading(link, '')
  reading.dark(); reading.question(); reading.notices()
  const look = { width: 800, height: 600, ratio: 2 + (shown % 2), dark: shown % 2 === 1 }
  const canvases = { field: canvas(), paths: canvas(), heads: canvas() }
  const race = begun(reading)
  const plot = drawField(wasm, reading, race, canvases, look)
  drawRuns(plot, race, reading.step() ?? 0, canvases, look)
  plot.free()
  race.free()
  reading.free()
  shown += 1
}
const executed = []
for (const [name, { value }] of Object.entries(exports)) {
  if (!name.startsWith('marks ')) continue
  for (let bits = BigInt.asUintN(64, value), bit = 0; bits !== 0n; bits >>= 1n, bit++) {
    if (bits & 1n) executed.push(64 * Number(name.slice(6)) + bit)
  }
}
console.log(JSON.stringify(executed))
