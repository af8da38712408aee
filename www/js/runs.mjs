// Who is racing and how each of them does: one list, which is also the table of results.

import { ownChance } from './chance.mjs'
import { control } from './control.mjs'
import { curve } from './curve.mjs'
import { el, setAttr, setText, setValue } from './dom.mjs'
import * as edits from './experiment.mjs'
import { count, point, value } from './format.mjs'
import { nth } from './lists.mjs'
import { dress, swatch } from './swatch.mjs'

/**
 * @typedef {import('./types.d.ts').State} State
 * @typedef {import('./types.d.ts').Row} Row
 * @typedef {import('./page.mjs').Page} Page
 */

/** The parameter that stays in sight; all others are one click away. */
const ALWAYS = 'rate'

/**
 * @param {Page} page
 * @param {HTMLElement} list
 * @param {HTMLElement} columnName
 */
export function runs(page, list, columnName) {
  /** @type {ReturnType<typeof card>[]} */
  let cards = []

  /** @param {State} state */
  const render = (state) => {
    const specs = state.experiment.o
    /** @param {ReturnType<typeof card>} one @param {number} run */
    const fits = (one, run) => one.method === specs[run]?.method && one.style === page.engine.style(run)
    if (cards.length !== specs.length || !cards.every(fits)) {
      const at = cards.findIndex((one) => one.element.contains(document.activeElement))
      const inside = cards[at]?.actions.contains(document.activeElement)
      const old = cards
      cards = specs.map((spec, run) => {
        const kept = old[run]
        return kept && fits(kept, run) && old.length === specs.length ? kept : card(page, run, spec.method)
      })
      list.replaceChildren(...cards.map((one) => one.element))
      // The button that was pressed is gone: its neighbour's name takes the focus.
      if (inside) cards[Math.min(state.open ?? at, cards.length - 1)]?.focus()
    }
    for (const one of cards) one.update(state)
  }

  let shownAt = ''
  /** @param {State} state */
  const stand = (state) => {
    const k = Math.floor(state.cursor)
    const key = `${state.race.version} ${k} ${state.race.last} ${state.race.done}`
    if (key === shownAt) return
    shownAt = key
    const rows = page.engine.at(k)
    setText(columnName, rows.some((row) => row.above !== null) ? 'above the best minimum' : 'value')
    cards.forEach((one, run) => one.stand(rows.filter((row) => row.run === run), state))
  }

  page.store.subscribe((now, before) => {
    if (
      now.experiment !== before.experiment ||
      now.drafts !== before.drafts ||
      now.open !== before.open ||
      now.chosen !== before.chosen ||
      now.hidden !== before.hidden ||
      now.pinned !== before.pinned
    ) {
      render(now)
      if (now.experiment !== before.experiment) shownAt = ''
    }
    stand(now)
  }, 'late')
  new MutationObserver(() => {
    shownAt = ''
    stand(page.store.get())
  }).observe(document.documentElement, { attributeFilter: ['data-theme'] })
  render(page.store.get())
  stand(page.store.get())
}

/**
 * @param {Page} page
 * @param {number} run
 * @param {string} id
 */
function card(page, run, id) {
  const { engine, store } = page
  const method = engine.method(id)
  const style = engine.style(run)

  const eye = el(
    'button',
    { class: 'run-eye', type: 'button', onclick: () => store.dispatch({ type: 'toggled', run }) },
    swatch(style),
  )
  const form = el('small')
  const nameText = el('span')
  const name = el(
    'button',
    {
      class: 'run-name',
      type: 'button',
      'aria-controls': `run-${run}`,
      onclick: () => store.dispatch({ type: 'opened', run }),
    },
    nameText,
    form,
  )
  const single = el('output', { class: 'run-value' })
  const top = el('div', { class: 'run-top' }, eye, name, single)
  const results = el('div')
  /** @type {import('./types.d.ts').Cured | null} */
  let cured = null
  let asked = ''
  const cure = el('button', {
    class: 'button cure',
    type: 'button',
    hidden: true,
    onclick: () => {
      const { experiment } = store.get()
      if (!cured) return
      // The run and the cured one stand side by side, and the first keeps all that is its own.
      const order = experiment.o.flatMap((_, i) => (i === run ? [i, i] : [i]))
      page.edit(edits.withRun(edits.withOrder(experiment, order), run + 1, { ...cured.spec }), { path: 'runs', order })
    },
  })
  const note = el('p', { class: 'run-note', hidden: true })
  /** @type {Record<"line" | "start" | "words" | "number" | "counts", HTMLElement>[]} */
  const lines = []
  const more = el('div', { class: 'run-more', id: `run-${run}`, hidden: true })
  const actions = el('div', { class: 'run-actions' })

  /** @type {ReturnType<typeof settingsHere> | null} */
  let settings = null
  const rateParam = method.params.find((param) => param.key === ALWAYS)
  const rate = rateParam ? paramControl(page, run, rateParam) : null
  const element = el('li', { class: 'run' }, top, rate ? rate.element : null, results, note, cure, more)
  dress(element, style, run)

  return {
    element,
    actions,
    method: id,
    style,
    focus: () => name.focus(),

    /** @param {State} state */
    update(state) {
      const spec = state.experiment.o[run]
      if (!spec) return
      const label = engine.label(run)
      setText(nameText, label)
      setText(form, spec.form ? edits.nameOf(method, spec.form) : '')
      const hidden = state.hidden[run] ?? false
      element.classList.toggle('is-hidden', hidden)
      element.classList.toggle('chosen', state.chosen === run)
      setAttr(eye, 'aria-pressed', String(!hidden))
      setAttr(eye, 'aria-label', `Show ${label}`)
      setAttr(eye, 'title', run < 9 ? `Show or hide (${run + 1})` : 'Show or hide')
      const open = state.open === run
      setAttr(name, 'aria-expanded', String(open))
      more.hidden = !open
      if (rate && rateParam) updateParam(rate, rateParam, state, run, method)
      if (open) {
        settings ??= settingsHere(page, run, method, more, actions)
        settings.update(state)
        settings.stand(state)
      }
    },

    /** @param {Row[]} rows @param {State} state */
    stand(rows, state) {
      if (state.open === run) settings?.stand(state)
      const [first, second] = rows
      const { experiment, race } = state
      const free = experiment.o.length < engine.catalog.limits.runs && !edits.isLocked(experiment, 'runs')
      const set = race.done && free && rows.some((row) => row.ended) ? `${engine.instance} ${race.version}` : ''
      if (set !== asked) {
        asked = set
        cured = set ? engine.cure(run) : null
      }
      cure.hidden = !cured
      setText(cure, cured?.words ?? '')
      setAttr(cure, 'title', cured?.about ?? null)
      setText(single, first && !second ? value(first.above ?? first.f) : '')
      while (lines.length > rows.length) lines.pop()?.line.remove()
      while (lines.length < rows.length) {
        const start = el('span', { class: 'run-start' })
        const words = el('span', { class: 'words' })
        const number = el('span', { class: 'run-start-value' })
        const counts = el('span', { class: 'counts' })
        const line = el('p', { class: 'run-words' }, start, words, number, counts)
        results.append(line)
        lines.push({ line, start, words, number, counts })
      }
      rows.forEach((row, index) => {
        const { line, start, words, number, counts } = nth(lines, index)
        const many = rows.length > 1
        setText(start, many ? String(index + 1) : '')
        setText(words, row.note && !many ? `${row.words}; ${row.note}` : row.words)
        setText(number, many ? value(row.above ?? row.f) : '')
        const [f, g, h] = row.counts
        const spent = `f ${count(f)} · g ${count(g)}${h > 0 ? ` · H ${count(h)}` : ''}`
        setText(counts, many ? '' : spent)
        setAttr(counts, 'title', `Evaluations of f: ${f}, of the gradient: ${g}, of the Hessian: ${h}`)
        setAttr(line, 'title', many ? `from ${point(startOf(page, row))}: ${row.words}, ${spent}` : row.words)
        line.classList.toggle('of-many', many)
        line.classList.toggle('of-one', !many)
      })
      // What is true of one run from each of its starts needs to be said once.
      const notes = rows.length > 1 ? [...new Set(rows.flatMap((row) => row.note ?? []))] : []
      setText(note, notes.join('; '))
      note.hidden = !notes.length
    },
  }
}

/**
 * @param {Page} page
 * @param {Row} row
 */
function startOf(page, row) {
  return page.store.get().experiment.x0[row.start] ?? []
}

/**
 * @param {Page} page
 * @param {number} run
 * @param {import('./types.d.ts').Param} param
 */
export function paramControl(page, run, param) {
  return control(page.engine, param, {
    plain: param.key === ALWAYS,
    of: page.engine.label(run),
    change: (given, { text, gesture }) => {
      const { experiment } = page.store.get()
      page.edit(edits.withParam(experiment, run, param.key, given), {
        path: `runs[${run}].${param.key}`,
        text,
        gesture,
      })
    },
    refuse: (text, message) => page.refuse(`runs[${run}].${param.key}`, text, message),
  })
}

/**
 * @param {import('./control.mjs').Control} one
 * @param {import('./types.d.ts').Param} param
 * @param {State} state
 * @param {number} run
 * @param {import('./types.d.ts').Method} method
 */
export function updateParam(one, param, state, run, method) {
  const spec = nth(state.experiment.o, run)
  const standard = edits.defaultOf(param, edits.formOf(method, spec))
  const path = `runs[${run}].${param.key}`
  const locked = edits.isLocked(state.experiment, path)
  one.update({ value: spec.set[param.key] ?? standard, standard, locked }, state.drafts[path])
}

/**
 * @typedef {{ update: (state: State) => void }} Settings
 * @typedef {import('./types.d.ts').Param} Param
 */

/**
 * What an opened run shows in the plane: its own batch and noise too, its schedules as curves, and its path can be pinned.
 * @param {Page} page
 * @param {number} run
 * @param {import('./types.d.ts').Method} method
 * @param {HTMLElement} root
 * @param {HTMLElement} actions
 */
function settingsHere(page, run, method, root, actions) {
  /** @type {ReturnType<typeof curve>[]} */
  const curves = []
  /** @param {Param} param */
  const curveOf = (param) => {
    const one = curve(page, run, param, param.key === ALWAYS)
    curves.push(one)
    return one.element
  }
  const settings = settingsOf(page, run, method, root, actions, { ...ownChance(page, run), curveOf })
  const onclick = () => page.store.dispatch({ type: 'pinned', run })
  const pin = el('button', { class: 'button', type: 'button', title: 'Its path stays as a ghost while something is changed', onclick }, 'Pin path')
  actions.append(pin)
  return {
    /** Where its rates stand at the cursor. @param {State} state */
    stand: (state) => curves.forEach((one) => one.update(state)),
    /** @param {State} state */
    update(state) {
      settings.update(state)
      setAttr(pin, 'aria-pressed', String(state.pinned.includes(state.looks[run] ?? -1)))
    },
  }
}

/**
 * What an opened run shows: convention, the other parameters, schedules, and what can be done with it.
 * @param {Page} page
 * @param {number} run
 * @param {import('./types.d.ts').Method} method
 * @param {HTMLElement} root
 * @param {HTMLElement} actions
 * @param {Settings & { elements: HTMLElement[], curveOf?: (param: Param) => HTMLElement }} own what else a run has
 * @returns {Settings}
 */
export function settingsOf(page, run, method, root, actions, own = { elements: [], update: () => {} }) {
  /** @type {((state: State) => void)[]} */
  const updates = []

  if (method.forms.length > 1) {
    const select = el(
      'select',
      {
        class: 'field',
        'aria-label': 'Convention',
        onchange: () => {
          const { experiment } = page.store.get()
          const form = select.value === method.forms[0]?.id ? null : select.value
          page.edit(edits.withRun(experiment, run, { form }), { path: `runs[${run}].form` })
        },
      },
      ...method.forms.map(({ id, name }) => el('option', { value: id }, name)),
    )
    root.append(el('div', { class: 'control' }, el('label', { title: method.conventions }, 'convention'), select))
    updates.push((state) => {
      select.disabled = edits.isLocked(state.experiment, `runs[${run}].form`)
      setValue(select, edits.formOf(method, nth(state.experiment.o, run)))
    })
  }

  for (const param of method.params) {
    if (param.key !== ALWAYS) {
      const one = paramControl(page, run, param)
      root.append(one.element)
      updates.push((state) => updateParam(one, param, state, run, method))
    }
    if (param.scheduled) {
      const one = scheduleOf(page, run, param)
      root.append(one.element, ...(own.curveOf ? [own.curveOf(param)] : []))
      updates.push(one.update)
    }
  }

  root.append(...own.elements)
  updates.push(own.update)

  const act = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    el('button', { class: 'button', type: 'button', onclick }, text)
  const remove = act('Remove', () => {
    const { experiment } = page.store.get()
    const order = experiment.o.map((_, i) => i).filter((i) => i !== run)
    page.edit(edits.withOrder(experiment, order), { path: 'runs', order })
  })
  const duplicate = act('Duplicate', () => {
    const { experiment } = page.store.get()
    const order = experiment.o.flatMap((_, i) => (i === run ? [i, i] : [i]))
    page.edit(edits.withOrder(experiment, order), { path: 'runs', order })
  })
  const reset = act('Defaults', () => {
    const { experiment } = page.store.get()
    page.edit(edits.withRun(experiment, run, { set: {}, schedules: {}, form: null, noise: null, batch: null }), { path: `runs[${run}]` })
  })
  actions.append(duplicate, remove, reset)
  root.append(actions)
  updates.push((state) => {
    const locked = edits.isLocked(state.experiment, 'runs')
    remove.disabled = locked || state.experiment.o.length < 2
    duplicate.disabled = locked || state.experiment.o.length >= page.engine.catalog.limits.runs
    reset.disabled = state.experiment.lock.length > 0
  })

  return { update: (state) => updates.forEach((update) => update(state)) }
}

/**
 * The schedule of a parameter, with its own parameters below it.
 * @param {Page} page
 * @param {number} run
 * @param {import('./types.d.ts').Param} param
 */
function scheduleOf(page, run, param) {
  const { engine } = page
  const about = el('p', { class: 'hint' })
  const nested = el('div', { class: 'nested', hidden: true })
  const select = el(
    'select',
    {
      class: 'field',
      'aria-label': `Schedule of ${param.name}`,
      onchange: () => {
        const { experiment } = page.store.get()
        const id = select.value === '' ? null : select.value
        page.edit(edits.withSchedule(experiment, run, param.key, id), {
          path: `runs[${run}].${param.key}.schedule`,
        })
      },
    },
    el('option', { value: '' }, 'none'),
    ...engine.catalog.schedules
      .filter((one) => one.params.length > 0)
      .map((one) => el('option', { value: one.id }, one.name)),
  )
  const head = el(
    'div',
    { class: 'control' },
    el('label', { title: 'How it changes over the steps' }, `${param.name} over time`),
    select,
  )
  const element = el('div', {}, head, nested)
  let shown = ''
  /** @type {{ param: import('./types.d.ts').Param, control: import('./control.mjs').Control }[]} */
  let controls = []
  return {
    element,
    /** @param {State} state */
    update(state) {
      const spec = nth(state.experiment.o, run).schedules[param.key]
      const id = spec?.id ?? ''
      setValue(select, id)
      const locked = edits.isLocked(state.experiment, `runs[${run}].${param.key}`)
      select.disabled = locked
      if (id !== shown) {
        shown = id
        const info = engine.schedule(id)
        controls = (info?.params ?? []).map((own) => ({
          param: own,
          control: control(engine, own, {
            of: `schedule of ${param.name}`,
            change: (given, { text, gesture }) => {
              const { experiment } = page.store.get()
              page.edit(edits.withScheduleParam(experiment, run, param.key, own.key, given), {
                path: `runs[${run}].${param.key}.${own.key}`,
                text,
                gesture,
              })
            },
            refuse: (text, message) => page.refuse(`runs[${run}].${param.key}.${own.key}`, text, message),
          }),
        }))
        setText(about, info?.about ?? '')
        nested.replaceChildren(...controls.map((one) => one.control.element), about)
        nested.hidden = !info
      }
      for (const one of controls) {
        const standard = edits.defaultOf(one.param)
        const given = spec?.set[one.param.key] ?? standard
        one.control.update({ value: given, standard, locked }, state.drafts[`runs[${run}].${param.key}.${one.param.key}`])
      }
    },
  }
}
