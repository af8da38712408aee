// How far the race goes: “60 steps at most, or until ‖∇f‖∞ ≤ 1e-8, within the function’s box”.

import { el, numberBox, setAttr, setText, setValue } from './dom.mjs'
import { isLocked } from './experiment.mjs'
import { noNumber, parse } from './format.mjs'
import { gestureOf } from './page.mjs'

/**
 * @param {import('./page.mjs').Page} page
 * @param {HTMLElement} root
 */
export function budget(page, root) {
  const n = field(page, 'n', 'Most steps')
  const tol = field(page, 'tol', 'Tolerance of the gradient')
  const given = el('option', { value: 'given' }, 'the link’s bounds')
  const within = el(
    'select',
    {
      class: 'field',
      'aria-label': 'Bounds of the race',
      onchange: () => {
        const bounds = within.value === 'given' ? box : within.value === 'own' ? 'own' : null
        page.edit({ ...page.store.get().experiment, bounds }, { path: 'bounds' })
      },
    },
    el('option', { value: '' }, 'no bounds'),
    el('option', { value: 'own' }, 'the function’s box'),
    given,
  )
  /** The bounds that a link gave last. @type {import('./types.d.ts').Experiment['bounds']} */
  let box = null
  const line = el(
    'p',
    { class: 'budget-line' },
    el('span', {}, n.box, 'steps at most,'),
    el('span', {}, 'or until ‖∇f‖∞ ≤', tol.box),
    el('span', {}, 'within', within),
  )
  const bounds = el('p', { class: 'hint', id: 'bounds-say', hidden: true })
  root.append(line, n.fault, tol.fault, bounds)

  /** @param {import('./types.d.ts').State} state */
  const render = (state) => {
    n.update(state.experiment.n, state.drafts.n)
    tol.update(state.experiment.tol, state.drafts.tol)
    n.box.disabled = isLocked(state.experiment, 'n')
    tol.box.disabled = isLocked(state.experiment, 'tol')
    const { bounds, lock } = state.experiment
    if (bounds && bounds !== 'own') box = bounds
    given.hidden = given.disabled = box === null
    setValue(within, bounds === null ? '' : bounds === 'own' ? 'own' : 'given')
    // They are another race, as other methods and another function are.
    within.disabled = lock.length > 0
  }
  let said = ''
  /** @param {import('./types.d.ts').State} state */
  const say = ({ race: { version } }) => {
    const key = `${page.engine.instance} ${version}`
    if (key === said) return
    said = key
    setText(bounds, page.engine.bounds())
    bounds.hidden = !bounds.textContent
  }
  page.store.subscribe((now, before) => {
    if (now.experiment !== before.experiment || now.drafts !== before.drafts) render(now)
    say(now)
  }, 'late')
  render(page.store.get())
  say(page.store.get())
}

/**
 * @param {import('./page.mjs').Page} page
 * @param {"n" | "tol"} key
 * @param {string} name
 */
function field(page, key, name) {
  let gesture = ''
  const fault = el('p', { class: 'fault', id: `fault-${key}`, hidden: true })
  const box = numberBox({
    'aria-label': name,
    'aria-describedby': `fault-${key}`,
    onfocus: () => {
      gesture = gestureOf(key)
      box.select()
    },
    oninput: () => {
      const value = parse(box.value)
      if (value === null) return
      page.edit({ ...page.store.get().experiment, [key]: value }, { path: key, text: box.value, gesture })
    },
    onchange: () => {
      if (parse(box.value) === null) page.refuse(key, box.value, noNumber(box.value))
    },
  })
  return {
    box,
    fault,
    /**
     * @param {number} value
     * @param {import('./types.d.ts').Draft | undefined} draft
     */
    update(value, draft) {
      if (draft) setValue(box, draft.text)
      else if (document.activeElement !== box || parse(box.value) !== value) setValue(box, String(value))
      setAttr(box, 'aria-invalid', draft ? 'true' : null)
      fault.hidden = !draft
      setText(fault, draft?.message ?? '')
    },
  }
}
