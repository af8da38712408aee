// The panels beside the plot: the function, the runs, the charts. In a frame they come when the reader asks for them.

import { add } from './add.mjs'
import { budget } from './budget.mjs'
import { chance } from './chance.mjs'
import { charts } from './charts.mjs'
import { byId } from './dom.mjs'
import { examples } from './examples.mjs'
import { inspector } from './inspector.mjs'
import { minimize } from './minimize.mjs'
import { runs } from './runs.mjs'

/**
 * Fills them, one a call.
 * @param {import('./page.mjs').Page} page
 * @returns {(() => void)[]}
 */
export function panels(page) {
  return [
    () => minimize(page, byId('minimize', HTMLDivElement)),
    () => runs(page, byId('runs', HTMLOListElement), byId('column-name', HTMLSpanElement)),
    () => add(page, byId('add', HTMLDivElement)),
    () => budget(page, byId('budget', HTMLDivElement)),
    () => chance(page, byId('budget', HTMLDivElement)),
    () => charts(page),
    () => examples(page),
    () => inspector(page, byId('inspector', HTMLDivElement)),
  ]
}
