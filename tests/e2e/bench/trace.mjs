// Reads a trace of Chromium: what the page's main thread did, and how much of it was script.

/**
 * @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args?: any }} Event
 *   times in microseconds
 * @typedef {{ begin: number, took: number, worked: number }} Span in milliseconds, by the clock and of the processor
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
      .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    /** Tasks one after the other. */
    this.tasks = outermost(this.spans((event) => TASK.has(event.name)))
    /** The parts of them that are script. */
    this.script = outermost(this.spans((event) => SCRIPT.has(event.name)))
  }

  /**
   * @param {(event: Event) => boolean} wanted
   * @returns {Span[]}
   */
  spans(wanted) {
    const span = (/** @type {Event} */ { ts, dur = 0, tdur = dur }) => ({ begin: ts / 1000, took: dur / 1000, worked: tdur / 1000 })
    return this.events.filter(wanted).map(span)
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
 * How much the spans that begin between one mark and the next sum up to, for each pair of marks.
 * @param {Span[]} spans
 * @param {number[]} marks
 * @param {'took' | 'worked'} measure
 */
export function between(spans, marks, measure) {
  return marks.slice(1).map((end, i) => {
    const inside = spans.filter(({ begin }) => begin >= (marks[i] ?? end) && begin < end)
    return inside.reduce((sum, span) => sum + span[measure], 0)
  })
}

/**
 * How much the tasks from each mark to the end of the first drawing after it sum up to.
 * @param {Span[]} tasks
 * @param {number[]} marks
 * @param {number[]} drawings the beginnings of the tasks that draw
 * @param {'took' | 'worked'} measure
 */
export function untilDrawn(tasks, marks, drawings, measure) {
  return marks.flatMap((mark) => {
    const end = drawings.find((drawing) => drawing >= mark)
    if (end === undefined) return []
    const inside = tasks.filter(({ begin }) => begin >= mark && begin <= end)
    return [inside.reduce((sum, span) => sum + span[measure], 0)]
  })
}

/**
 * Spans without those inside others.
 * @param {Span[]} spans sorted by their beginning, and of those with the same the longest first
 */
function outermost(spans) {
  let end = -Infinity
  return spans.filter(({ begin, took }) => {
    if (begin < end) return false
    end = begin + took
    return true
  })
}

/** @param {string[]} words */
function mostOf(words) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}
