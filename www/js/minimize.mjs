// What is being minimized: the function or a typed formula, its knobs, and where the runs start.

import { control } from './control.mjs'
import { cross, el, numberBox, setAttr, setText, setValue } from './dom.mjs'
import { builtin, dataOf, defaultOf, isLocked, withKnob, withStart } from './experiment.mjs'
import { noNumber, parse } from './format.mjs'
import { byFamily, nth } from './lists.mjs'
import { gestureOf } from './page.mjs'

/**
 * @typedef {import('./types.d.ts').State} State
 * @typedef {import('./types.d.ts').Experiment} Experiment
 * @typedef {import('./page.mjs').Page} Page
 */

/** The choice that stands for a formula of one's own. */
const OWN = 'own'

/**
 * @param {Page} page
 * @param {HTMLElement} root
 */
export function minimize(page, root) {
  const choice = chooser(page)
  const formula = formulaBox(page)
  const about = el('p', { class: 'about' })
  const rule = el('p', { class: 'about rule' })
  const knobs = el('div', { class: 'knobs' })
  const starts = startList(page)
  root.append(choice.element, formula.element, about, rule, knobs, starts.element)

  let knobsOf = ''
  /** @type {{ key: string, control: import('./control.mjs').Control, param: import('./types.d.ts').Param }[]} */
  let controls = []

  /** @param {State} state */
  const render = (state) => {
    choice.update(state)
    formula.update(state)
    const data = page.engine.dataset(state.experiment)
    const fn = page.engine.builtin(builtin(state.experiment)) ?? data
    setText(about, fn ? fn.about : '')
    about.hidden = !fn
    formula.element.hidden = data !== null
    rule.hidden = data === null
    if (data) {
      const id = dataOf(state.experiment)?.model ?? data.model
      const model = page.engine.catalog.models.find((one) => one.id === id)
      setText(rule, `${data.rule}. Loss: the mean of ${model?.loss}, with z = x t + y.`)
    }

    const params = page.engine.knobs(state.experiment)
    const names = JSON.stringify([builtin(state.experiment), data?.id, params.map((param) => param.key)])
    if (names !== knobsOf) {
      knobsOf = names
      controls = params.map((param) => ({ key: param.key, param, control: knob(page, param) }))
      knobs.replaceChildren(...controls.map((one) => one.control.element))
      knobs.hidden = controls.length === 0
    }
    for (const { key, control, param } of controls) {
      const standard = defaultOf(param)
      const value = state.experiment.p[key] ?? standard
      const path = `p.${key}`
      control.update({ value, standard, locked: isLocked(state.experiment, path) }, state.drafts[path])
    }
    starts.update(state)
  }
  page.store.subscribe((now, before) => {
    if (now.experiment !== before.experiment || now.drafts !== before.drafts) render(now)
  }, 'late')
  render(page.store.get())
}

/**
 * @param {Page} page
 * @param {import('./types.d.ts').Param} param
 */
function knob(page, param) {
  return control(page.engine, param, {
    of: 'of the function',
    change: (value, { text, gesture }) => {
      const { experiment } = page.store.get()
      page.edit(withKnob(experiment, param.key, value), { path: `p.${param.key}`, text, gesture })
    },
    refuse: (text, message) => page.refuse(`p.${param.key}`, text, message),
  })
}

/** @param {Page} page */
function chooser(page) {
  const select = el('select', {
    class: 'field',
    'aria-label': 'Function',
    onchange: () => {
      const { experiment } = page.store.get()
      if (select.value === OWN) {
        // The formula of the function at hand is where one's own begins.
        type(page, page.engine.formulaText(experiment), { chapter: true })
      } else {
        page.edit(page.engine.withFunction(experiment, select.value), { path: 'f', chapter: true })
      }
    },
  })
  select.append(el('option', { value: OWN }, 'A formula of your own'))
  for (const [family, members] of byFamily(page.engine.catalog.functions)) {
    const options = members.map((one) => el('option', { value: one.id }, one.name))
    select.append(el('optgroup', { label: family }, ...options))
  }
  const sums = page.engine.catalog.data.map((one) => el('option', { value: one.id }, one.name))
  select.append(el('optgroup', { label: 'Data: a mean over examples' }, ...sums))
  return {
    element: select,
    /** @param {State} state */
    update(state) {
      select.disabled = isLocked(state.experiment, 'f')
      setValue(select, builtin(state.experiment) ?? dataOf(state.experiment)?.id ?? OWN)
    },
  }
}

/**
 * Takes a typed formula, or says where it is wrong; then the last good one stays drawn.
 * @param {Page} page
 * @param {string} text
 * @param {{ chapter?: boolean, gesture?: string }} how
 */
function type(page, text, how) {
  const { experiment, fault } = page.engine.withFormula(page.store.get().experiment, text)
  if (fault) page.refuse('f', text, fault.message, fault.column)
  else page.edit(experiment, { path: 'f', text, ...how })
}

/** @param {Page} page */
function formulaBox(page) {
  let gesture = ''
  const mirror = el('div', { class: 'mirror', 'aria-hidden': 'true' })
  const area = el('textarea', {
    rows: '1',
    'aria-label': 'Formula in x and y',
    'aria-describedby': 'formula-fault',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    maxlength: String(page.engine.catalog.limits.formula * 2),
    onfocus: () => {
      gesture = gestureOf('formula')
    },
    oninput: () => {
      // A formula is one line: what is pasted may have more.
      const text = area.value.replace(/\s*\n\s*/g, ' ')
      reflect(text, null)
      type(page, text, { gesture })
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter') event.preventDefault()
    },
  })
  const words = el('span')
  const fault = el('p', { class: 'fault', id: 'formula-fault', role: 'status' }, words)
  const element = el('div', {}, el('div', { class: 'formula' }, mirror, area), fault)

  /**
   * The text again under the text box, which gives it its height and marks the character that is wrong.
   * @param {string} text
   * @param {number | null} column counted from 1
   */
  function reflect(text, column) {
    if (column === null) {
      mirror.replaceChildren(`${text} `)
      return
    }
    const characters = [...text]
    const at = Math.min(column - 1, characters.length)
    const wrong = characters[at] ?? '\u00a0\u00a0'
    mirror.replaceChildren(
      characters.slice(0, at).join(''),
      el('mark', {}, wrong),
      `${characters.slice(at + 1).join('')} `,
    )
  }

  return {
    element,
    /** @param {State} state */
    update(state) {
      area.readOnly = isLocked(state.experiment, 'f')
      const draft = state.drafts.f
      const text = draft?.text ?? page.engine.formulaText(state.experiment)
      if (document.activeElement !== area || area.value.replace(/\s*\n\s*/g, ' ') !== text) setValue(area, text)
      reflect(text, draft?.column ?? null)
      setAttr(area, 'aria-invalid', draft ? 'true' : null)
      const place = draft?.column && !draft.message.includes('column') ? `Column ${draft.column}: ` : ''
      setText(words, draft ? `${place}${draft.message}` : '')
      fault.hidden = !draft
    },
  }
}

/** @param {Page} page */
function startList(page) {
  const list = el('div')
  const add = el(
    'button',
    {
      class: 'plain',
      type: 'button',
      onclick: () => {
        const { experiment } = page.store.get()
        const at = page.engine.anotherStart(experiment)
        page.edit({ ...experiment, x0: [...experiment.x0, at] }, { path: 'x0' })
      },
    },
    'Add a start',
  )
  const element = el('div', { class: 'starts' }, list, add)
  /** @type {ReturnType<typeof startRow>[]} */
  let rows = []
  return {
    element,
    /** @param {State} state */
    update(state) {
      const { x0 } = state.experiment
      if (rows.length !== x0.length) {
        const focused = list.contains(document.activeElement)
        rows = x0.map((_, index) => startRow(page, index, x0.length))
        list.replaceChildren(...rows.map((row) => row.element))
        if (focused) add.focus()
      }
      const locked = isLocked(state.experiment, 'x0')
      rows.forEach((row, index) => row.update(nth(x0, index), state.drafts[`x0[${index}]`], locked))
      add.disabled = locked || x0.length >= page.engine.catalog.limits.starts
    },
  }
}

/**
 * @param {Page} page
 * @param {number} index
 * @param {number} of
 */
function startRow(page, index, of) {
  const path = `x0[${index}]`
  const which = of > 1 ? `start ${index + 1}` : 'start'
  let gesture = ''

  /** @param {"x" | "y"} axis */
  const box = (axis) => {
    const place = axis === 'x' ? 0 : 1
    const input = numberBox({
      'aria-label': `${axis} of the ${which}`,
      onfocus: () => {
        gesture = gestureOf(path)
        input.select()
      },
      oninput: () => {
        const value = parse(input.value)
        if (value === null) return
        const { experiment } = page.store.get()
        /** @type {import('./types.d.ts').Point} */
        const at = [...nth(experiment.x0, index)]
        at[place] = value
        page.edit(withStart(experiment, index, at), { path, text: input.value, gesture })
      },
      onchange: () => {
        if (parse(input.value) === null) page.refuse(path, input.value, noNumber(input.value))
      },
    })
    return input
  }
  const [x, y] = [box('x'), box('y')]
  const drop = el(
    'button',
    {
      class: 'small-icon',
      type: 'button',
      'aria-label': `Remove ${which}`,
      title: 'Remove',
      onclick: () => {
        const { experiment } = page.store.get()
        page.edit({ ...experiment, x0: experiment.x0.filter((_, i) => i !== index) }, { path: 'x0' })
      },
    },
    cross(),
  )
  drop.hidden = of < 2
  const fault = el('p', { class: 'fault', hidden: true })
  const row = el('div', { class: 'start-row' }, el('span', { class: 'hint' }, which), x, y, drop)
  const element = el('div', {}, row, fault)
  return {
    element,
    /**
     * @param {import('./types.d.ts').Point} at
     * @param {import('./types.d.ts').Draft | undefined} draft
     * @param {boolean} locked
     */
    update(at, draft, locked) {
      x.disabled = y.disabled = drop.disabled = locked
      ;[x, y].forEach((input, place) => {
        if (draft && parse(input.value) === null) return
        if (document.activeElement !== input || parse(input.value) !== at[place]) {
          if (!draft || document.activeElement !== input) setValue(input, String(at[place]))
        }
        setAttr(input, 'aria-invalid', draft && parse(input.value) === null ? 'true' : null)
      })
      fault.hidden = !draft
      setText(fault, draft?.message ?? '')
    },
  }
}
