// The page's one state and the one function that changes it. Pure: no clock, no page, no wasm.

/**
 * @typedef {import('./types.d.ts').State} State
 * @typedef {import('./types.d.ts').Event} Event
 * @typedef {import('./types.d.ts').Experiment} Experiment
 */

/** Undo remembers this many changes. */
const MEMORY = 200

/**
 * @param {Experiment} experiment
 * @param {State['theme']} [theme]
 * @param {boolean} [predict]
 * @returns {State}
 */
export function initial(experiment, theme = null, predict = false) {
  return {
    experiment,
    notices: [],
    given: null,
    drafts: {},
    past: [],
    future: [],
    gesture: null,
    chapter: 0,
    cursor: 0,
    playing: false,
    fresh: true,
    speed: 1,
    repeat: false,
    race: { version: 0, last: 0, done: false },
    hidden: [],
    looks: identity(experiment),
    charts: { linear: [], tables: [], zoom: null },
    pinned: [],
    open: null,
    chosen: 0,
    hover: null,
    theme,
    tab: 'runs',
    said: '',
    crashed: null,
    guess: null,
    guessing: false,
    predict,
  }
}

/**
 * Whether a link or the page around the frame asks for a prediction and nobody has seen the race yet: what would answer waits.
 * @param {State} state
 */
export function isAsking({ experiment, fresh, predict }) {
  return fresh && (predict || Boolean(experiment.ask))
}

/**
 * What undo compares and the race depends on: everything but where one is looking.
 * @param {Experiment} experiment
 */
export function substance(experiment) {
  const { k, box, axis, see, hide, lock, theme, title, ask, ...rest } = experiment
  return JSON.stringify(rest)
}

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
export function reduce(state, event) {
  switch (event.type) {
    case 'loaded':
      return {
        ...state,
        experiment: event.experiment,
        notices: event.notices,
        given: event.given,
        drafts: written(event.notices),
        past: [],
        future: [],
        gesture: null,
        hidden: [],
        looks: identity(event.experiment),
        charts: { ...state.charts, zoom: null },
        pinned: [],
        open: null,
        chosen: 0,
        hover: null,
        guess: null,
        guessing: false,
        playing: event.play,
        fresh: !event.play && event.cursor === null,
        cursor: event.cursor ?? 0,
        said: '',
      }

    case 'changed':
      return changed(state, event)

    case 'drafted':
      return { ...state, drafts: { ...state.drafts, [event.path]: event.draft } }

    case 'raced': {
      const race = { version: event.version, last: event.last, done: event.done }
      // Who looks at the end goes on looking at it.
      const stays = state.cursor === state.race.last && state.race.last > 0 && !state.playing
      // While a long run is still being computed the cursor may ask for more than there is yet.
      const most = stays ? event.last : Math.min(state.cursor, event.last)
      const cursor = event.done ? most : state.cursor
      const hover = state.hover && state.race.version === event.version ? state.hover : null
      return { ...state, race, cursor, hover }
    }

    case 'ticked':
      return state.playing ? { ...state, cursor: event.cursor } : state

    case 'sought': {
      const cursor = Math.max(0, Math.min(event.k, state.race.last))
      const experiment = { ...state.experiment, k: cursor }
      return { ...state, experiment, cursor, playing: false, fresh: false, given: null }
    }

    case 'played': {
      const cursor = state.race.done && state.cursor >= state.race.last ? 0 : state.cursor
      // An address that nobody has changed stays as it was given.
      const experiment = state.experiment.k === null ? state.experiment : { ...state.experiment, k: null }
      const said = 'Playing'
      return { ...state, experiment, cursor, playing: true, fresh: false, guessing: false, said }
    }

    case 'paused': {
      const cursor = Math.floor(state.cursor)
      const said = `Paused at step ${cursor} of ${state.race.last}`
      return {
        ...state,
        cursor,
        playing: false,
        said,
        given: null,
        experiment: { ...state.experiment, k: cursor },
      }
    }

    case 'ended':
      return { ...state, playing: false, cursor: state.race.last }

    case 'undone': {
      const then = state.past.at(-1)
      if (!then) return state
      return {
        ...returned(state, then),
        past: state.past.slice(0, -1),
        future: [memory(state), ...state.future],
        gesture: null,
        drafts: {},
        given: null,
        said: 'Undone',
      }
    }

    case 'redone': {
      const [then, ...future] = state.future
      if (!then) return state
      return {
        ...returned(state, then),
        past: [...state.past, memory(state)],
        future,
        gesture: null,
        drafts: {},
        given: null,
        said: 'Done again',
      }
    }

    case 'toggled': {
      if (event.run >= state.experiment.o.length) return state
      const hidden = state.experiment.o.map((_, run) => (state.hidden[run] ?? false) !== (run === event.run))
      return { ...state, hidden, hover: null }
    }

    case 'pinned': {
      const look = state.looks[event.run]
      if (look === undefined) return state
      return { ...state, pinned: switched(state.pinned, look) }
    }

    case 'opened':
      return { ...state, open: state.open === event.run ? null : event.run, chosen: event.run }

    case 'chosen':
      return { ...state, chosen: event.run }

    case 'hovered':
      return sameHit(state.hover, event.hit) ? state : { ...state, hover: event.hit }

    case 'sped':
      return { ...state, speed: event.speed }

    case 'repeated':
      return { ...state, repeat: !state.repeat }

    case 'layered':
      return { ...state, experiment: { ...state.experiment, see: event.see }, given: null }

    case 'scaled':
      return { ...state, charts: { ...state.charts, linear: switched(state.charts.linear, event.chart) } }

    case 'tabled':
      return { ...state, charts: { ...state.charts, tables: switched(state.charts.tables, event.chart) } }

    case 'magnified':
      return { ...state, charts: { ...state.charts, zoom: event.zoom }, hover: null }

    case 'themed': {
      // A choice made here is for this reader; a link that forced a theme no longer does.
      const forced = state.experiment.theme !== null
      const experiment = forced ? { ...state.experiment, theme: null } : state.experiment
      return { ...state, theme: event.theme, experiment, given: forced ? null : state.given }
    }

    case 'tabbed':
      return { ...state, tab: event.tab }

    case 'dismissed':
      return { ...state, notices: state.notices.filter((_, index) => index !== event.notice) }

    case 'said':
      return { ...state, said: event.words }

    case 'crashed':
      return { ...state, crashed: event.message, playing: false }

    case 'recovered':
      return { ...state, crashed: null, pinned: [] }

    case 'guessing':
      return state.guessing
        ? { ...state, guessing: false }
        : { ...state, guessing: true, guess: null, playing: false, cursor: 0 }

    case 'aimed':
      return { ...state, guess: event.at, said: event.words }

    case 'guessed':
      return { ...state, guess: event.at, guessing: false }
  }
}

/**
 * @param {State} state
 * @param {Extract<Event, {type: "changed"}>} event
 * @returns {State}
 */
function changed(state, event) {
  const { experiment, gesture = null, chapter = false, path, order } = event
  const drafts = { ...state.drafts }
  if (path) delete drafts[path]
  // A part of one axis says nothing about another.
  const charts = experiment.axis === state.experiment.axis ? state.charts : { ...state.charts, zoom: null }
  const next = { ...state, drafts, charts, given: null }
  if (substance(experiment) === substance(state.experiment)) {
    return { ...next, experiment }
  }
  const joined = gesture !== null && gesture === state.gesture && state.past.length > 0
  const runs = experiment.o.length
  return {
    ...next,
    // Runs that were moved take their drafts with them no further: what was typed there is void.
    drafts: chapter || order ? {} : drafts,
    experiment: { ...experiment, k: null },
    past: joined ? state.past : [...state.past, memory(state)].slice(-MEMORY),
    future: [],
    gesture,
    chapter: chapter ? state.chapter + 1 : state.chapter,
    looks: looksAfter(state.looks, runs, order),
    pinned: sameFunction(experiment, state.experiment) ? state.pinned : [],
    hidden: order ? order.map((old) => state.hidden[old] ?? false) : state.hidden,
    open: order ? moved(order, state.open) : state.open,
    chosen: order ? (moved(order, state.chosen) ?? Math.max(0, Math.min(state.chosen, runs - 1))) : state.chosen,
    hover: null,
    guess: null,
  }
}

/**
 * The styles of the runs of an experiment that has just been opened: by their order.
 * @param {Experiment} experiment
 */
function identity(experiment) {
  return experiment.o.map((_, run) => run)
}

/**
 * The styles of the runs after a change: each run keeps its own, a new one takes the first that is free.
 * @param {number[]} looks
 * @param {number} runs how many there are now
 * @param {number[]} [order] the old index of each
 */
function looksAfter(looks, runs, order) {
  if (!order && runs === looks.length) return looks
  const from = order ?? Array.from({ length: runs }, (_, run) => run)
  /** @type {number[]} */
  const after = []
  for (const old of from) {
    const own = looks[old]
    const free = () => looks.concat(after).reduce((least, _, i, used) => (used.includes(i) ? least : Math.min(least, i)), looks.length + after.length)
    after.push(own === undefined || after.includes(own) ? free() : own)
  }
  return after
}

/** What undo needs of a state. @param {State} state */
function memory({ experiment, looks }) {
  return { experiment, looks }
}

/**
 * @param {State} state
 * @param {import('./types.d.ts').Memory} then
 * @returns {State}
 */
function returned(state, then) {
  const experiment = seen(then.experiment, state.experiment)
  const pinned = sameFunction(experiment, state.experiment) ? state.pinned : []
  return { ...state, experiment, looks: then.looks, pinned }
}

/** @param {Experiment} a @param {Experiment} b */
function sameFunction(a, b) {
  return JSON.stringify(a.f) === JSON.stringify(b.f)
}

/**
 * A formula that a link got wrong stands in its box, to be put right there.
 * @param {import('./types.d.ts').Notice[]} notices
 * @returns {State['drafts']}
 */
function written(notices) {
  const wrong = notices.find(({ path, column }) => path === 'f' && column !== null)
  return wrong ? { f: { path: 'f', text: wrong.value, message: wrong.message, column: wrong.column } } : {}
}

/**
 * Where an index went when entry `i` of the new list is entry `order[i]` of the old one.
 * @param {number[]} order
 * @param {number | null} index
 */
function moved(order, index) {
  if (index === null) return null
  const at = order.indexOf(index)
  return at < 0 ? null : at
}

/**
 * An experiment of the past, looked at as the present one is; another function brings its own view back.
 * @param {Experiment} then
 * @param {Experiment} now
 */
function seen(then, now) {
  const same = sameFunction(then, now)
  return { ...then, k: null, axis: now.axis, see: now.see, theme: now.theme, box: same ? now.box : then.box }
}

/**
 * @param {import('./types.d.ts').Hit | null} a
 * @param {import('./types.d.ts').Hit | null} b
 */
function sameHit(a, b) {
  if (a === null || b === null) return a === b
  const same = a.run === b.run && a.start === b.start && a.k === b.k
  return same && a.chart?.id === b.chart?.id && a.chart?.curve === b.chart?.curve
}

/**
 * A list with an entry that it did not have, or without one that it had.
 * @template T
 * @param {T[]} list
 * @param {T} entry
 */
function switched(list, entry) {
  return list.includes(entry) ? list.filter((one) => one !== entry) : [...list, entry]
}
