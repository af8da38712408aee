// Reads a trace of Chromium: what the page's main thread did, and how much of it was script.

/**
 * @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, args?: any }} Event times in
 *   microseconds
 * @typedef {{ begin: number, end: number }} Span in milliseconds
 */

/** What has to be recorded. */
export const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata']

/** Events inside which a page's own script runs, and nothing else of note. */
const SCRIPT = new Set(['FunctionCall', 'EvaluateScript', 'RunMicrotasks', 'v8.run', 'V8.RunMicrotasks'])
const TASK = new Set(['RunTask', 'ThreadControllerImpl::RunTask'])

/** The main thread of the page that was traced. */
export class Trace {
  /** @param {Buffer} recorded */
  constructor(recorded) {
    /** @type {Event[]} */
    const events = JSON.parse(recorded.toString()).traceEvents
    // The page is what has frames drawn by script.
    const drawing = events.filter((event) => event.name === 'FireAnimationFrame' || event.name === 'EventDispatch')
    const thread = mostOf(drawing.map((event) => `${event.pid} ${event.tid}`))
    /** @type {Event[]} */
    this.events = events
      .filter((event) => `${event.pid} ${event.tid}` === thread && event.ph === 'X')
      .sort((a, b) => a.ts - b.ts)
    /** Tasks one after the other. */
    this.tasks = merged(this.spans((event) => TASK.has(event.name)))
    /** The parts of them that are script. */
    this.script = merged(this.spans((event) => SCRIPT.has(event.name)))
  }

  /**
   * @param {(event: Event) => boolean} wanted
   * @returns {Span[]}
   */
  spans(wanted) {
    return this.events.filter(wanted).map(({ ts, dur = 0 }) => ({ begin: ts / 1000, end: (ts + dur) / 1000 }))
  }

  /**
   * The beginnings of tasks in which something of this name happened, each once.
   * @param {(event: Event) => boolean} wanted
   */
  tasksWith(wanted) {
    const begins = this.spans(wanted).map(({ begin }) => this.tasks.findLast((task) => task.begin <= begin)?.begin ?? begin)
    return [...new Set(begins)]
  }
}

/**
 * How many milliseconds of the spans lie between one mark and the next, for each pair of marks.
 * @param {Span[]} spans
 * @param {number[]} marks
 */
export function between(spans, marks) {
  return marks.slice(1).map((end, i) => {
    const begin = marks[i] ?? end
    const inside = spans.filter((span) => span.begin < end && span.end > begin)
    return inside.reduce((sum, span) => sum + Math.min(span.end, end) - Math.max(span.begin, begin), 0)
  })
}

/** @param {Span[]} spans */
export const lengths = (spans) => spans.map(({ begin, end }) => end - begin)

/**
 * Spans without those inside others.
 * @param {Span[]} spans sorted by their beginning
 */
function merged(spans) {
  /** @type {Span[]} */
  const outer = []
  for (const span of spans) {
    const last = outer.at(-1)
    if (last && span.begin < last.end) last.end = Math.max(last.end, span.end)
    else outer.push({ ...span })
  }
  return outer
}

/** @param {string[]} words */
function mostOf(words) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}
