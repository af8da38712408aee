// The dialog that gives an experiment away: as a link, as text for notes, as a frame or an element, as a QR code. It is loaded when it
// opens. What it says is made of the experiment as it is now and of what is chosen here; the race on the page stays as it is.

import { copyOn } from './copy.mjs'
import { dialogParts } from './dialog.mjs'
import { byId, el, setText, svg } from './dom.mjs'

/** @typedef {import('./types.d.ts').Experiment} Experiment */

/** What is asked where a prediction is wanted and nobody has said what. */
const PREDICT = 'Where will each path end? Mark it with Predict, then play.'
/** The preview is loaded anew when nothing has been typed for so many milliseconds. */
const PAUSE = 500

/**
 * Fills the dialog; the answer opens it.
 * @param {import('./page.mjs').Page} page
 */
export function share(page) {
  const { engine, store } = page
  const dialog = byId('share-dialog', HTMLDialogElement)
  const home = new URL('./', location.href).href

  const title = el('input', { class: 'field', id: 'share-title', maxlength: '200' })
  const ask = el('input', { class: 'field', id: 'share-ask', maxlength: '400' })
  const predict = el('input', { type: 'checkbox', id: 'share-predict' })
  const step = el('input', { type: 'checkbox', id: 'share-step' })
  const stepWords = el('label', { for: 'share-step' })
  const { parts, locks } = engine.catalog
  const hidden = boxes('hide', parts)
  const locked = boxes('lock', [...locks, { id: 'rate', name: 'The rates' }])

  const forms = [
    { id: 'link', name: 'Link', make: (/** @type {string} */ text) => `${home}#${text}` },
    { id: 'markdown', name: 'Markdown', make: (/** @type {string} */ text) => `[${name().replace(/[[\]\\]/g, '\\$&')}](<${home}#${text}>)` },
    {
      id: 'frame',
      name: 'Frame',
      make: (/** @type {string} */ text) =>
        `<iframe src="${escaped(`${home}embed.html#${text}`)}" title="${escaped(name())}" width="100%" height="560" loading="lazy"></iframe>`,
    },
    {
      id: 'element',
      name: 'Element',
      make: (/** @type {string} */ text) =>
        `<script src="${escaped(`${home}descent-lab.js`)}" defer></script>\n<descent-lab experiment="${escaped(text)}" label="${escaped(name())}"></descent-lab>`,
    },
  ]
  let form = forms[0]
  const output = el('textarea', { class: 'field', id: 'share-text', readonly: true, rows: '4', spellcheck: 'false', 'aria-label': 'To copy' })
  const copy = el('button', { class: 'button primary', type: 'button' }, el('span', {}, 'Copy'))
  copyOn(page, copy, () => output.value)
  const tabs = forms.map((one) =>
    el('button', { type: 'button', onclick: () => choose(one) }, one.name),
  )
  const note = el('p', { class: 'hint' })
  const code = svg('svg', { class: 'qr', role: 'img', 'aria-label': 'QR code of the link' })
  const codeNote = el('p', { class: 'hint', role: 'status' })
  const preview = el('iframe', { class: 'preview', title: 'Preview of the frame' })

  /** @param {string} id @param {string} words @param {HTMLInputElement} input */
  const row = (id, words, input) => el('div', { class: 'share-row' }, el('label', { for: id }, words), input)
  /** @param {HTMLInputElement} input @param {HTMLElement | string} words */
  const check = (input, words) => el('div', { class: 'switch' }, input, el('span', {}, typeof words === 'string' ? el('label', { for: input.id }, words) : words))
  const fold = (/** @type {string} */ name, /** @type {HTMLElement[]} */ lines) => el('details', {}, el('summary', {}, name), el('div', { class: 'share-list' }, ...lines))

  dialog.append(
    ...dialogParts(
      dialog,
      'share-name',
      'Share',
      el(
        'div',
        { class: 'share' },
        el(
          'div',
          { class: 'share-what' },
          row('share-title', 'Title', title),
          row('share-ask', 'Question', ask),
          check(predict, 'Ask for a prediction first'),
          check(step, stepWords),
          fold('Hide parts of the page', hidden.lines),
          fold('Lock', locked.lines),
          el('p', { class: 'hint' }, 'Hiding and locking help a class to look at one thing. They are no access control.'),
        ),
        el(
          'div',
          { class: 'share-out' },
          el('div', { class: 'segmented small', role: 'group', 'aria-label': 'Form' }, ...tabs),
          output,
          el('div', { class: 'dialog-row' }, copy, note),
          el('details', { ontoggle: draw }, el('summary', {}, 'QR code'), code, codeNote),
          el('details', { ontoggle: show }, el('summary', {}, 'Preview'), preview),
        ),
      ),
    ),
  )

  /** @returns {Experiment} */
  function experiment() {
    const now = store.get().experiment
    return {
      ...now,
      k: step.checked ? Math.floor(store.get().cursor) : null,
      title: title.value.trim() || null,
      ask: ask.value.trim() || null,
      hide: hidden.chosen(),
      lock: locked.chosen(),
    }
  }
  const text = () => engine.write(experiment())
  const name = () => title.value.trim() || engine.title(store.get().experiment)

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting
  function update() {
    if (engine.dead || !form) return
    output.value = form.make(text())
    tabs.forEach((tab, i) => tab.setAttribute('aria-pressed', String(forms[i] === form)))
    const characters = [...output.value].length
    setText(note, `${characters} characters`)
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      show()
      draw()
    }, PAUSE)
  }

  /** @param {typeof forms[number]} one */
  function choose(one) {
    form = one
    update()
    output.select()
  }

  let previewed = ''
  function show() {
    if (!preview.parentElement?.hasAttribute('open')) return
    const address = `${home}embed.html?scheme=${document.documentElement.dataset.theme}#${text()}`
    if (address !== previewed) preview.contentWindow?.location.replace(address)
    previewed = address
  }

  function draw() {
    if (!code.parentElement?.hasAttribute('open')) return
    const found = engine.guarded(() => engine.wasm.Qr.of(`${home}#${text()}`), undefined)
    code.toggleAttribute('hidden', !found)
    setText(codeNote, found ? '' : 'The link is too long for a QR code.')
    if (!found) return
    code.setAttribute('viewBox', `0 0 ${found.size} ${found.size}`)
    code.replaceChildren(svg('path', { class: 'qr-ground', d: `M0 0h${found.size}v${found.size}h-${found.size}z` }), svg('path', { class: 'qr-ink', d: found.path }))
    found.free()
  }

  predict.addEventListener('change', () => {
    if (predict.checked && !ask.value.trim()) ask.value = PREDICT
    else if (!predict.checked && ask.value === PREDICT) ask.value = ''
  })
  ask.addEventListener('input', () => {
    predict.checked = ask.value === PREDICT
  })
  dialog.addEventListener('input', update)
  dialog.addEventListener('change', update)
  output.addEventListener('focus', () => output.select())

  return () => {
    const state = store.get()
    title.value = state.experiment.title ?? ''
    ask.value = state.experiment.ask ?? ''
    predict.checked = ask.value === PREDICT
    step.checked = state.experiment.k !== null
    setText(stepWords, `Open at step ${Math.floor(state.cursor)}`)
    hidden.choose(state.experiment.hide)
    locked.choose(state.experiment.lock)
    update()
    dialog.showModal()
  }
}

/**
 * A list of boxes to tick.
 * @param {string} prefix
 * @param {{ id: string, name: string }[]} list
 */
function boxes(prefix, list) {
  const all = list.map(({ id, name }) => {
    const box = el('input', { type: 'checkbox', id: `${prefix}-${id}` })
    return { id, box, line: el('div', { class: 'switch' }, box, el('span', {}, el('label', { for: box.id }, name))) }
  })
  /** @type {string[]} what the list does not name: a lock of one run */
  let others = []
  return {
    lines: all.map(({ line }) => line),
    chosen: () => [...all.filter(({ box }) => box.checked).map(({ id }) => id), ...others],
    choose: (/** @type {string[]} */ ids) => {
      others = ids.filter((id) => !list.some((one) => one.id === id))
      for (const { id, box } of all) box.checked = ids.includes(id)
    },
  }
}

/** A text inside an attribute of HTML. @param {string} text */
function escaped(text) {
  return text.replace(/[&"<>]/g, (c) => `&#${c.charCodeAt(0)};`).replaceAll('&#38;', '&amp;')
}
