// What an experiment is called, above the page and in its tab, and what is said to those who cannot see.

import { byId, setText } from './dom.mjs'
import { hide } from './hide.mjs'

/**
 * The title above the page and in the tab, and what is said to those who cannot see.
 * @param {import('./page.mjs').Page} page
 */
export function headline(page) {
  const { engine, store } = page
  const said = byId('said', HTMLParagraphElement)
  const inFrame = document.documentElement.dataset.page === 'embed'
  const line = byId('headline', HTMLParagraphElement)
  /** @param {import('./types.d.ts').State} now @param {import('./types.d.ts').State} before */
  const render = (now, before) => {
    if (now.experiment.hide !== before.experiment.hide) hide(now.experiment.hide)
    if (before.playing && !now.playing && now.cursor >= now.race.last && now.race.done) announce(page)
    setText(said, now.said)
    setText(line, now.experiment.title ?? (inFrame ? engine.title(now.experiment) : ''))
    const name = now.experiment.title ?? engine.title(now.experiment)
    if (document.title !== `${name} – Descent`) document.title = `${name} – Descent`
  }
  store.subscribe(render)
  render(store.get(), store.get())
}

/**
 * Says how the race ended.
 * @param {import('./page.mjs').Page} page
 */
function announce({ engine, store }) {
  const words = engine.infos.map((info) => `${info.label}: ${info.verdict}`)
  store.dispatch({ type: 'said', words: `The race has ended. ${words.join('. ')}` })
}
