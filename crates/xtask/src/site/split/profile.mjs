// Run by the build: draws the first plot of many links, as the page does, on canvases that draw nothing, with a copy of the module
// that marks what it executes. Writes the numbers of what was marked, and the texts that only the catalog gives.
//
//     node profile.mjs FOLDER FILE
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder, file] = process.argv.slice(2)
const address = (name) => pathToFileURL(join(folder, name)).href
const { begun, drawField, drawRuns, rehearse } = await import(address('js/first.mjs'))

/** Any call and any assignment is all right. */
globalThis.CanvasRenderingContext2D = class {
  globalAlpha = 1
}
const CALLS = `arc beginPath clearRect clip closePath createImageData drawImage fill fillRect fillText lineTo moveTo putImageData rect
  restore rotate save scale setLineDash setTransform stroke strokeRect strokeText transform translate`
for (const name of CALLS.split(/\s+/)) CanvasRenderingContext2D.prototype[name] = () => {}
globalThis.ImageData = class {}
globalThis.HTMLCanvasElement = class {
  style = {}
  getContext() {
    return (this.context ??= new CanvasRenderingContext2D())
  }
}

const module = await WebAssembly.compile(await readFile(join(folder, 'marked.wasm')))
let instances = 0

/** An instance of the module that shares nothing with any before. */
async function instance() {
  const wasm = await import(`${address('descent-web.js')}?instance=${++instances}`)
  return { wasm, exports: await wasm.default({ module_or_path: module }) }
}

/** The links whose first plot is to need the first part only. All others work too, but wait for the rest. */
function* links({ functions, methods, limits }) {
  const ids = methods.map(({ id }) => id)
  yield ''
  // All open at their starts: what draws paths comes with the rest, for links that open later.
  for (const { id, start, rate, knobs } of functions) {
    // The same with other numbers, one run after the other.
    const moved = knobs.map((knob) => `${knob.key}=${(knob.slider[0] + 3 * knob.slider[1]) / 4}`).join('~')
    const from = start.map((x) => x + 0.25).join(',')
    yield `#v=1&f=${id}&x0=${from}&o=gd~rate=${rate};gd~rate=${rate / 10};nesterov~rate=${rate / 2}~momentum=0.8&n=1000&tol=0`
    if (moved) yield `#v=1&f=${id}&p=${moved}&x0=${from}&o=rmsprop~rate=0.05&n=100&tol=0`
    for (let i = 0; i < ids.length; i += limits.runs) {
      yield `#v=1&f=${id}&o=${ids.slice(i, i + limits.runs).join(';')}&n=60`
    }
  }
  // What a class looks at: rates side by side, clipping, a saddle, an overflow, several starts.
  yield '#v=1&f=quadratic&x0=-4,4&o=gd~rate=0.01;gd~rate=0.1;gd~rate=0.6;gd~rate=1;gd~rate=1.05&n=60&tol=0'
  yield '#v=1&f=illconditioned&p=kappa=100&x0=-4,1&o=gd~rate=0.0198;momentum~rate=0.03~momentum=0.7;gd~rate=0.021&n=1000&tol=0'
  yield '#v=1&f=rnncliff&x0=1.2,0.7&o=gd~rate=0.05;gd~rate=0.05~clip_norm=1;gd~rate=0.05~clip_value=1;gd~rate=0.5~label=Fast&n=400&tol=0'
  yield '#v=1&f=quadratic&x0=-4,4&o=momentum~rate=0.3~momentum=0.9;nesterov~rate=0.3~momentum=0.9&n=300&tol=0'
  yield '#v=1&f=plateau&x0=5,4&o=gd~rate=0.5;momentum~rate=0.5~momentum=0.9;adam~rate=0.1&n=1500&tol=0'
  yield '#v=1&f=boundedmonkey&x0=0,0&o=gd~rate=0.1&n=400&tol=0'
  yield '#v=1&f=sixhump&x0=1.25,0.6;1.35,0.6;-1,-0.5;-0.8,0.25&o=gd~rate=0.1&n=60&tol=0'
  yield '#v=1&f=rosenbrock&x0=-1.2,1&o=gd~rate=0.01;gd~rate=0.1;adam~rate=0.01~beta1=0.8;adam~rate=1;adamw~weight_decay=0.1&n=200&tol=1e-6'
  yield '#v=1&f=quadratic&x0=-4,4&o=gd;momentum&bounds=own&theme=dark&title=The%20valley&ask=Which%20arrives%3F&axis=evals'
  yield '#v=1&f=((y-1)^2+(x+y-2)^2+(2*x+y-4)^2)/3&x0=-2,4&o=gd~rate=0.3&n=100&tol=0&box=-3,4,-3,5'
  yield '#v=1&f=x^2+a*y^2&p=a=3&x0=-4,3;2,1&o=gd~rate=0.1;adam~rate=0.1&n=50'
  yield '#v=1&f=(1-x)^2%2B100*(y-x*x)^2&x0=-1.2,1&o=gd~rate=0.001;adam'
  yield '#v=1&f=20%2Bx^2-10*cos(6.28*x)%2By^2-10*cos(6.28*y)&box=-5,5,-5,5&x0=1,2&o=gd~rate=0.001;adam&n=30'
  yield '#v=1&f=exp(x)*sin(y)%2Bsqrt(x^2%2B1)/2&x0=1,1&o=gd;momentum'
  yield '#v=1&o=gd&nonsense=1'
  yield '#v=1&o=gd;momentum&n=30&hide=runs,predict&lock=x0,rate,1.momentum'
  yield '?v=1&f=himmelblau&x0=0,0;1,1;-2,3&o=gd;adam&utm_source=mail'
}

const { wasm: first } = await instance()
const catalog = first.catalog()
// What the catalog executed does not count.
const { wasm, exports } = await instance()
/** Plots as screens of several sizes show them. */
const LOOKS = [
  { width: 752, height: 560, ratio: 1, dark: false },
  { width: 1216, height: 720, ratio: 2, dark: true },
  { width: 388, height: 388, ratio: 1.75, dark: false },
  { width: 336, height: 300, ratio: 3, dark: true },
]
for (const link of links(catalog)) {
  const reading = link.startsWith('?') ? new wasm.Reading('', link) : new wasm.Reading(link, '')
  reading.question()
  reading.hide()
  reading.notices()
  const step = reading.step() ?? 0
  const { race } = begun(reading, step)
  race.names()
  rehearse(wasm, reading, race, new HTMLCanvasElement())
  for (const look of LOOKS) {
    const [field, paths, heads] = Array.from({ length: 3 }, () => new HTMLCanvasElement())
    const plot = drawField(wasm, reading, race, { field, paths, heads }, { ...look, dark: reading.dark() ?? look.dark })
    drawRuns(wasm, plot, race, step, { field, paths, heads }, look)
  }
}

const executed = []
for (const [name, { value }] of Object.entries(exports)) {
  if (!name.startsWith('marks ')) continue
  let bits = BigInt.asUintN(64, value)
  for (let bit = 0; bits !== 0n; bit += 1, bits >>= 1n) {
    if (bits & 1n) executed.push(64 * Number(name.slice('marks '.length)) + bit)
  }
}

/** Explanations are for the page that has started; names are not among them, since first plots show them. */
const EXPLAINS = ['about', 'rule', 'conventions', 'reference', 'formula', 'loss', 'family', 'group']
const texts = new Set()
/** @param {unknown} value @param {boolean} explains */
function gather(value, explains) {
  if (typeof value === 'string' && explains) texts.add(value)
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) gather(inner, explains || EXPLAINS.includes(key))
}
gather(catalog, false)
gather(catalog.presets, true)
gather(catalog.quantities, true)
// The first example is what the page opens on.
texts.delete(catalog.presets[0].link)
// Nor does a plot name layers, parts of the page, data or parameters, whose symbols tell runs apart; their keys and ids are the links'.
for (const { name } of [...catalog.layers, ...catalog.parts, ...catalog.locks, ...catalog.data, ...catalog.models]) texts.add(name)
const described = [...catalog.methods, ...catalog.schedules].flatMap(({ params }) => params)
for (const { name } of [...described, ...catalog.functions.flatMap(({ knobs }) => knobs), ...catalog.data.flatMap(({ knobs }) => knobs)]) texts.add(name)

// So are the lines of what is taken home as code, and the terms of steps taken apart.
const runs = catalog.methods.flatMap(({ id, forms }) => forms.map((form) => `${id}${forms.length > 1 ? `~form=${form.id}` : ''}`))
const planned = catalog.schedules.map(({ id }) => `gd~rate.schedule=${id}`)
const calls = 'min(x,y)+max(x,y)+sin(x)+cos(x)+tan(x)+asin(x)+acos(x)+atan(x)+sinh(x)+cosh(x)+tanh(x)+exp(x)+log(x)+log10(x)+sqrt(x)+abs(x)+sign(x)+floor(x)'
/** Only what is long enough to stand nowhere else. @param {object} inspected */
function takeApart(inspected) {
  JSON.stringify(inspected, (_, value) => {
    if (typeof value === 'string' && (value.length >= 18 || /[←≈≤]| = /.test(value))) texts.add(value)
    return value
  })
}
/** Settings that bring out other lines of rules; each method takes what it has. */
const SETTINGS = ['', '~momentum=0.7~nesterov=1~rate_decay=0.1~dampening=0.3~alpha=3~clip_norm=0.1~clip_value=0.1', '~momentum=0.7~centered=1~search=1~alpha=0.1~nesterov=0']
for (let i = 0; i < runs.length + planned.length; i += catalog.limits.runs) {
  const some = [...runs, ...planned].slice(i, i + catalog.limits.runs)
  for (const setting of SETTINGS) {
    const told = new first.Reading(`#v=1&f=sixhump&x0=-1,-0.5&o=${some.map((run) => run + setting).join(';')}&n=9`, '').race()
    some.forEach((_, run) => [0, 1, 8].forEach((k) => takeApart(told.inspect(run, 0, k))))
  }
  const race = new first.Reading(`#v=1&f=${calls.replaceAll('+', '%2B')}&x0=0.5,0.4&o=${some.join(';')}&n=1`, '').race()
  const lines = `${race.python()}\n${race.rust()}`.split('\n').map((line) => line.trim())
  for (const line of lines) if (!line.includes('v=1')) texts.add(line)
  // Derivatives stand in lines that are put together.
  for (const line of lines) for (const [part] of line.matchAll(/lambda u: .+?(?=\)$|\),)/g)) texts.add(part)
}

for (const { id } of catalog.data) {
  const race = new first.Reading(`#v=1&data=${id}&o=gd&n=1`, '').race()
  for (const line of race.python().split('\n').map((line) => line.trim())) if (!line.includes('v=1')) texts.add(line)
}

const grounds = [
  ['x^2-y^2', '0,0;1,0'],
  ['x^2%2By^2', '0,0;1,0'],
  ['-x^2-y^2', '0,0;1,1'],
  ['x^2', '0,0;1,0'],
  ['-x^2', '1,0'],
  ['x^3%2B0*y', '0,0'],
  ['x%2By', '0,0'],
  ['log(x%2By)', '0,0'],
]
for (const [f, x0] of grounds) {
  const race = new first.Reading(`#v=1&f=${f}&x0=${x0}&o=gd&n=1`, '').race()
  x0.split(';').forEach((_, start) => takeApart(race.inspect(0, start, 0)))
}

// And what is said of runs that have ended.
const endings = [
  'f=sixhump&x0=-1,-0.5&o=gd~rate=0.1;nelder-mead;bfgs;powell;lbfgsb&n=300',
  'f=sixhump&x0=-1,-0.5&o=gd~rate=0.1;gd~rate=0.13;bfgs;nelder-mead;powell;lbfgs;newton~alpha=0&n=400&tol=0',
  'f=sixhump&x0=-1,-0.5;0,0&o=gd~rate=0.1~xtol=1e-3;adam;newton~alpha=0&n=40',
  'f=sixhump&x0=-1,-0.5&o=lbfgsb&bounds=-1.5,-0.5,-1,0',
  'f=x%2By&x0=0,0&o=gd;newton~alpha=0;bfgs;lbfgs&n=20',
  'f=quadratic&x0=-4,4&o=gd~rate=1.05;gd~rate=1;gd~rate=30&n=900&tol=0',
  'f=log(x)-x^4&x0=-1,0;1,0&o=gd;steepest;bfgs&n=30',
  'f=x^3&x0=-1,1&o=gd~rate=1;bfgs;newton&n=60&tol=0',
]
for (const ending of endings) {
  const race = new first.Reading(`#v=1&${ending}`, '').race()
  race.advance(1000)
  takeApart([race.runs(), race.at(1000)])
}

await writeFile(file, JSON.stringify({ executed, texts: [...texts] }))
