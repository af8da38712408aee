// One parameter: its name, a slider where it has a range worth sliding through, and a box to type in.
// Texts, range, scale and default come from its descriptor.

import { el, numberBox, setAttr, setText, setValue } from './dom.mjs'
import { noNumber, parse, short } from './format.mjs'
import { gestureOf } from './page.mjs'

/** A slider has this many positions. */
const POSITIONS = 1000

let names = 0

/**
 * @typedef {object} Given
 * @property {number} value NaN where the feature is off
 * @property {number} standard the default
 * @property {boolean} [locked] a link does not let it be changed
 *
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {(given: Given, draft: import('./types.d.ts').Draft | undefined) => void} update
 */

/**
 * @param {import('./descriptors.mjs').Descriptors<any>} engine
 * @param {import('./types.d.ts').Param} param
 * @param {object} use
 * @param {boolean} [use.plain] the name without its symbol
 * @param {string} use.of whose parameter it is, for those who cannot see where it stands
 * @param {(value: number | null, how: { text: string, gesture: string }) => void} use.change null = the default
 * @param {(text: string, message: string) => void} use.refuse
 * @returns {Control}
 */
export function control(engine, param, { of, plain = false, change, refuse }) {
  names += 1
  const id = `control-${names}`
  const name = !plain && param.symbol && param.symbol !== param.key ? `${param.name} ${param.symbol}` : param.name
  const label = el('label', { for: id, title: param.about }, name)

  if (param.kind === 'flag') {
    const box = el('input', {
      type: 'checkbox',
      id,
      'aria-label': `${param.name}, ${of}`,
      onchange: () => change(box.checked ? 1 : 0, { text: '', gesture: gestureOf(id) }),
    })
    return {
      element: el('div', { class: 'control' }, label, box),
      update: ({ value, locked = false }) => {
        box.disabled = locked
        box.checked = value !== 0 && !Number.isNaN(value)
      },
    }
  }

  let gesture = ''
  let standard = NaN
  /** @type {{ value: number | null, draft: import('./types.d.ts').Draft | undefined }} */
  let shown = { value: null, draft: undefined }
  // The box was left: what it shows may differ from the value although the value is the same (“0.10”).
  let left = false
  const begin = () => {
    gesture = gestureOf(id)
  }
  const fault = el('p', { class: 'fault', id: `${id}-fault`, hidden: true })
  const slider = el('input', {
    type: 'range',
    min: '0',
    max: String(POSITIONS),
    step: '1',
    'aria-label': `${param.name}, ${of}`,
    title: 'Double click: the default',
    onpointerdown: begin,
    onfocus: begin,
    oninput: () => {
      const value = engine.slide(param, Number(slider.value) / POSITIONS)
      change(value, { text: String(value), gesture })
    },
    ondblclick: () => change(null, { text: '', gesture }),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Delete' && event.key !== 'Backspace') return
      event.preventDefault()
      change(null, { text: '', gesture })
    },
  })
  const box = numberBox({
    class: 'field number',
    id,
    'aria-label': `${param.name}, ${of}`,
    'aria-describedby': `${id}-fault`,
    onfocus: () => {
      begin()
      box.select()
    },
    oninput: () => {
      const value = parse(box.value)
      if (value !== null) change(value, { text: box.value, gesture })
    },
    // Not `change`: that stays silent when the text is again what it was at first.
    onblur: commit,
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter') commit()
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
      const value = parse(box.value)
      if (value === null) return
      event.preventDefault()
      const next = engine.nudge(param, value, event.key === 'ArrowUp' ? 1 : -1)
      change(next, { text: String(next), gesture })
    },
  })
  /** An empty box is the default; what is no number is kept and named. */
  function commit() {
    const empty = box.value.trim() === ''
    if (!empty && parse(box.value) === null) {
      refuse(box.value, noNumber(box.value))
      return
    }
    left = true
    if (empty && (shown.draft || !Object.is(shown.value, standard))) change(null, { text: '', gesture })
    else if (shown.value !== null && !shown.draft) update({ value: shown.value, standard }, undefined)
  }
  const element = el('div', { class: 'control' }, label, slider, box, fault)

  /** @type {Control['update']} */
  function update(given, draft) {
    slider.disabled = box.disabled = given.locked ?? false
    if (Object.is(given.value, shown.value) && Object.is(given.standard, standard) && draft === shown.draft && !left)
      return
    left = false
    shown = { value: given.value, draft }
    standard = given.standard
    const off = Number.isNaN(given.value)
    element.classList.toggle('off', off)
    const at = off ? 0 : Math.round(engine.unslide(param, given.value) * POSITIONS)
    setValue(slider, String(at))
    slider.style.setProperty('--at', `${at / (POSITIONS / 100)}%`)
    const absent = param.absent ?? ''
    setAttr(slider, 'aria-valuetext', off ? absent : short(given.value))
    setAttr(box, 'placeholder', off || Number.isNaN(standard) ? absent : short(standard))
    if (draft) setValue(box, draft.text)
    else if (document.activeElement !== box || (box.value !== '' && parse(box.value) !== given.value)) {
      setValue(box, off ? '' : String(given.value))
    }
    setAttr(box, 'aria-invalid', draft ? 'true' : null)
    fault.hidden = !draft
    setText(fault, draft?.message ?? '')
  }
  return { element, update }
}
