// The network and how it is trained: a field for each key of the link, with what the descriptors say of it.

import { control } from '../control.mjs'
import { byId, el, setAttr, setText, setValue } from '../dom.mjs'
import { defaultOf } from '../experiment.mjs'
import { count } from '../format.mjs'

/** The word of links for a batch of all examples, which is 0 in the experiment, and for no hidden layer. */
const FULL = 'full'
const NONE = 'none'

/** @param {import('./types.d.ts').Page} page */
export function settings(page) {
  const { engine, store } = page
  const root = byId('settings', HTMLDivElement)
  /** @type {((state: import('./types.d.ts').State) => void)[]} */
  const updates = []

  /** What is being typed is nobody else's. */
  let typing = false
  const layers = el('input', {
    class: 'field',
    id: 'layers',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'layers-fault',
    oninput: () => (typing = true),
    onblur: () => (typing = false),
    onchange: () => {
      typing = false
      page.put('net', layers.value.replace(/[\s,;–-]+/g, ',').replace(/^,|,$/g, '') || NONE)
    },
  })
  const fault = el('p', { class: 'fault', id: 'layers-fault', hidden: true })
  const title = 'The units of each hidden layer, with commas; empty for none'
  root.append(el('div', { class: 'control wide' }, el('label', { for: 'layers', title }, 'hidden layers'), layers, fault))
  updates.push(({ experiment, drafts }) => {
    const draft = drafts['net']
    if (!typing) setValue(layers, draft ? draft.text : experiment.net.join(', '))
    setAttr(layers, 'aria-invalid', draft ? 'true' : null)
    fault.hidden = !draft
    setText(fault, draft?.message ?? '')
  })

  /** @param {'act' | 'init'} key @param {string} name @param {string} about */
  const choice = (key, name, about) => {
    const select = el(
      'select',
      { class: 'field', id: `choice-${key}`, onchange: () => page.put(key, select.value) },
      ...engine.catalog[key].map((word) => el('option', { value: word }, word)),
    )
    root.append(el('div', { class: 'control' }, el('label', { for: `choice-${key}`, title: about }, name), select))
    updates.push(({ experiment }) => setValue(select, experiment[key]))
  }
  choice('act', 'activation', 'What the units of hidden layers do with their sums')
  choice('init', 'first weights', 'How the weights begin: evenly spread, by Glorot’s limit or He’s')

  for (const param of engine.catalog.params) {
    const { key } = param
    const standard = defaultOf(param)
    const one = control(engine, param, {
      of: 'network',
      change: (value, { text }) => {
        const given = value ?? standard
        page.put(key, key === 'batch' && given === 0 ? FULL : text && value !== null ? text : String(given))
      },
      refuse: (text, message) => page.refuse(key, text, message),
    })
    root.append(one.element)
    updates.push(({ experiment, drafts }) => one.update({ value: /** @type {number} */ (experiment[key]), standard }, drafts[key]))
  }

  const size = byId('size', HTMLParagraphElement)
  updates.push((state) => setText(size, sizeOf(state)))
  const render = () => updates.forEach((update) => update(store.get()))
  store.subscribe(render)
  render()
}

/** @param {import('./types.d.ts').State} state */
function sizeOf({ size, status }) {
  if (!size || status === 'stale') return ''
  const [train = 0, held = 0, test = 0] = size.examples
  return `${count(size.parameters)} weights and biases; ${count(train)} examples to train on, ${count(held)} held out, ${count(test)} to test on.`
}
