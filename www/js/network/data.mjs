// The data: drawn by the program, or brought as files: chosen, dropped or fetched from an address. A worker reads them.

import { byId, el, setAttr, setText } from '../dom.mjs'
import { count } from '../format.mjs'
import { paint } from './paint.mjs'

/** Bytes of all files together: MNIST twice over, unpacked. */
const MOST = 512 * 2 ** 20
/** Other examples are shown when the seed has stood for so many milliseconds. */
const PAUSE = 300

/**
 * @param {import('./types.d.ts').Page} page
 * @param {WebAssembly.Module} module
 */
export function data({ engine, store, put }, module) {
  const { drawn } = engine.catalog
  const root = byId('data', HTMLDivElement)
  /** @type {Worker | null} what reads at the moment */
  let reader = null

  const about = el('p', { class: 'about' })
  const fault = el('p', { class: 'fault', role: 'alert', hidden: true })
  const canvas = el('canvas', { class: 'sheet', role: 'img' })
  const picker = el('input', { type: 'file', multiple: true, class: 'unseen', tabindex: '-1', 'aria-hidden': 'true', id: 'files' })
  const choose = el('button', { class: 'button', type: 'button', onclick: () => picker.click() }, 'Choose files')
  const back = el('button', { class: 'button', type: 'button', onclick: () => void read({ name: drawn.id, files: null }) }, 'Drawn digits')
  const address = el('input', { class: 'field', id: 'data-address', autocomplete: 'off', spellcheck: 'false', placeholder: 'mnist.npz' })
  const fetching = el('button', { class: 'button', type: 'button', onclick: () => void fetched(address.value) }, 'Fetch')
  const hint = el(
    'p',
    { class: 'hint' },
    'Choose or drop mnist.npz, the four IDX files of MNIST (gzipped or not), or a CSV table with the label in its first column or one named label. Nothing leaves this page.',
  )
  const form = el('div', { class: 'data-from' }, choose, back, picker)
  const from = el('div', { class: 'data-fetch' }, el('label', { for: 'data-address' }, 'or an address of this site'), address, fetching)
  root.append(about, fault, canvas, form, from, hint)

  picker.addEventListener('change', () => {
    if (picker.files?.length) void read(sourceOf([...picker.files]))
    picker.value = ''
  })
  addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  })
  addEventListener('drop', (event) => {
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    void read(sourceOf(files))
  })
  address.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') void fetched(address.value)
  })

  /** @param {File[]} files @returns {import('./types.d.ts').Source} */
  function sourceOf(files) {
    return { name: nameOf(files.map(({ name }) => name)), files: files.map((file) => ({ name: file.name, blob: file })) }
  }

  /** @param {string} text */
  async function fetched(text) {
    let place
    try {
      place = new URL(text.trim(), document.baseURI)
    } catch {
      return refuse(`“${text}” is no address.`)
    }
    if (place.origin !== location.origin) return refuse(`${place.origin} is another site: this page’s policy allows addresses of its own site only. Download the file and choose it.`)
    try {
      const response = await fetch(place)
      if (!response.ok) return refuse(`${place.href} answers ${response.status} ${response.statusText}.`.replace(' .', '.'))
      const name = place.pathname.split('/').pop() || 'data'
      return await read({ name: nameOf([name]), files: [{ name, blob: await response.blob() }] })
    } catch (error) {
      return refuse(`${place.href} did not arrive: ${error instanceof Error ? error.message : error}.`)
    }
  }

  /** Says what is wrong; what was there before stays. @param {string} sentence */
  function refuse(sentence) {
    store.set({ fault: sentence })
  }

  /**
   * Lets a worker read data, and takes them if they are right.
   * @param {import('./types.d.ts').Source} source
   * @returns {Promise<void>}
   */
  function read(source) {
    reader?.terminate()
    const bytes = source.files?.reduce((sum, { blob }) => sum + blob.size, 0) ?? 0
    if (bytes > MOST) {
      refuse(`The files have ${count(bytes)} bytes together; ${count(MOST)} are allowed.`)
      return Promise.resolve()
    }
    return new Promise((done) => {
      const worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' })
      reader = worker
      const end = () => {
        worker.terminate()
        if (reader === worker) reader = null
        done()
      }
      worker.onmessage = ({ data: said }) => {
        if (said.type === 'failed') refuse(said.message)
        else take(source, said)
        end()
      }
      worker.onerror = (event) => {
        refuse(event.message || 'The worker that reads the data broke down.')
        end()
      }
      worker.postMessage({ type: 'read', module, source, seed: store.get().experiment.seed })
    })
  }

  /** Another seed shows other examples of the same data. */
  let seedShown = store.get().experiment.seed
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting
  store.subscribe(({ experiment: { seed }, known }) => {
    if (seed === seedShown || !known || reader) return
    seedShown = seed
    clearTimeout(waiting)
    waiting = setTimeout(() => void read(known.source), PAUSE)
  })

  /** @param {import('./types.d.ts').Source} source @param {{ about: import('./types.d.ts').About, sheet: import('./types.d.ts').Sheet }} said */
  function take(source, { about, sheet }) {
    const { experiment, status, known } = store.get()
    seedShown = experiment.seed
    // The same data again, with other examples to be seen.
    if (known?.source.files === source.files) {
      store.set({ known: { ...known, sheet } })
      return
    }
    // A link that asks for data by a name gets what is brought under this name.
    const asked = experiment.data !== drawn.id && source.files !== null
    const name = asked ? experiment.data : source.name
    store.set({ known: { source: { ...source, name }, about, sheet }, fault: null, status: status === 'empty' ? 'ready' : status, size: null })
    if (name !== experiment.data) put('data', name)
    else if (status !== 'empty' && status !== 'ready') store.set({ status: 'stale' })
  }

  function render() {
    const { known, fault: sentence, experiment } = store.get()
    fault.hidden = sentence === null
    setText(fault, sentence ?? '')
    setText(about, known ? words(known) : experiment.data === drawn.id ? 'Being drawn …' : '')
    back.hidden = known?.source.files === null
    canvas.hidden = !known
    if (!known) return
    paint(canvas, known.sheet)
    const { labels } = known.sheet
    setAttr(canvas, 'aria-label', `${labels.length} examples, chosen at random by the seed; their labels row by row: ${[...labels].join(' ')}`)
  }
  /** @param {import('./types.d.ts').Known} known */
  function words({ source, about: { train, test, classes, shape } }) {
    if (source.files === null) return drawn.about
    return `${source.name}: ${count(train)} examples to train on and ${count(test)} to test on, ${shape.filter((n, i) => i < 2 || n > 1).join(' × ')}, ${classes} classes.`
  }
  store.subscribe((now, before) => {
    if (now.known !== before.known || now.fault !== before.fault) render()
  })
  render()

  return {
    /** Reads what the link asks for, or says that it is not here. */
    open() {
      const { experiment } = store.get()
      if (experiment.data === drawn.id) void read({ name: drawn.id, files: null })
      else refuse(`The link asks for the data “${experiment.data}”, which are not part of this page: choose their files, or take the digits that the program draws.`)
    },
  }
}

/** What files are called together: the name of one, without its endings. @param {string[]} names */
function nameOf(names) {
  const [first = 'data'] = names
  const idx = names.length > 1 && names.every((name) => /ubyte/.test(name))
  return idx ? 'mnist' : first.replace(/\.(npz|csv|txt|gz|zip)/gi, '').slice(0, 40) || 'data'
}
