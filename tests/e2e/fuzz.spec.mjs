// Links and formulas that nobody would write, in the page: none breaks it, none holds it up, none runs a script. With `cargo xtask test --full` ten
// thousand of them.
import { readFile } from 'node:fs/promises'
import { open } from './hands.mjs'
import { expect, test } from './helpers.mjs'

const COUNT = process.env.DESCENT_FULL ? 10_000 : 120
const PIECES = [
  '&', '=', ';', '~', ',', '#', '?', '%', '%25', '%3B', '%00', '%FF', '%E2%80%AE', 'v=1', 'v=2', 'f=', 'o=', 'x0=', 'p=', 'n=', 'k=', 'see=', 'hide=', 'lock=',
  'box=', 'bounds=', 'title=', 'ask=', '~label=', '1e999', '-1e-999', 'nan', 'inf', '99999999999999999999', 'null', '__proto__', 'constructor',
  '<script>hit=1</script>', '<img src=x onerror=hit=1>', 'javascript:hit=1', '\u202e', '\u0000', '\n', '😀', '^', '(', ')', '((((', 'sin(', 'exp(', '1/0', 'x^64', 'lambda',
]

/** What formulas are made of; most of what is thrown together from it does not parse, and is said to be wrong. */
const WORDS = ['x', 'y', 'a', 'pi', 'e', '2', '0.5', '1e-3', '1e300', '+', '-', '*', '/', '^', '(', ')', ',', ...['sin', 'tan', 'exp', 'log', 'sqrt', 'abs', 'floor', 'sign', 'asin', 'cosh'].map((name) => `${name}(`), 'min(x,', 'max(y,']
/** The bar for a task, in milliseconds: what takes longer is printed. */
const BAR = 50
/** What takes longer fails, for other work on the machine makes every task two or three times as long. */
const HANG = 150
/** What takes long is tried again so often: other work on the machine makes any task long now and then, but not always the same. */
const TRIES = 5

/** A small generator of random numbers (Marsaglia 2003, xorshift), the same at every run. @param {number} seed */
function dice(seed) {
  let state = seed
  return (/** @type {number} */ n) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % n
  }
}

test('links and formulas that nobody would write break nothing, hold nothing up and run no script', async ({ page }) => {
  test.setTimeout(COUNT * 400 + 60_000)
  const corpus = (await readFile('tests/links/v1.txt', 'utf8')).split('\n').filter((line) => line.startsWith('v=1'))
  const below = dice(20261127)
  const pick = (/** @type {string[]} */ list) => list[below(list.length)] ?? ''
  /** @returns {string} */
  const changed = () => {
    let text = pick(corpus)
    for (let i = 0; i <= below(5); i++) {
      const at = below(text.length + 1)
      const to = at + below(12)
      const parts = [text.slice(0, at) + pick(PIECES) + text.slice(at), text.slice(0, at) + text.slice(to), text.slice(0, to) + text.slice(at), text.slice(0, at) + pick(corpus).slice(below(40))]
      text = pick(parts)
    }
    // Long races are for other tests.
    return text.replaceAll(/n=\d{4,}/g, 'n=300')
  }
  /** A formula that parses, of some depth. @param {number} depth @returns {string} */
  const formula = (depth) => {
    const inner = () => formula(depth - 1)
    if (depth === 0) return pick(['x', 'y', '2', '0.3', 'a', 'pi'])
    const forms = [
      () => `${inner()}+${inner()}`,
      () => `${inner()}*${inner()}`,
      () => `(${inner()}-${inner()})/(${inner()})`,
      () => `(${inner()})^${pick(['2', '3', '-1', '0.5', 'x', '64'])}`,
      () => `${pick(['sin', 'cos', 'exp', 'log', 'sqrt', 'abs', 'tanh', 'floor', 'sign'])}(${inner()})`,
      () => `${pick(['min', 'max'])}(${inner()},${inner()})`,
    ]
    return forms[below(forms.length)]?.() ?? 'x'
  }
  const methods = ['gd', 'momentum', 'adam', 'bfgs', 'newton', 'nelder-mead', 'trust-region', 'powell']
  const typed = () => {
    const text = below(3) === 0 ? Array.from({ length: 1 + below(30) }, () => pick(WORDS)).join('') : formula(1 + below(4))
    return `v=1&f=${encodeURIComponent(text)}&p=a=${below(9) - 4}&x0=${below(7) - 3},${below(7) - 3}&o=${pick(methods)};${pick(methods)}&n=100`
  }
  await open(page)
  // The longest task of each link, in the race of one frame and what is drawn in the next.
  await page.evaluate(() => {
    const tasks = /** @type {number[]} */ ([])
    new PerformanceObserver((list) => void tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
    Object.assign(window, {
      /** @param {string} text */
      async visit(text) {
        tasks.length = 0
        location.hash = text
        for (let i = 0; i < 2; i++) await new Promise((go) => requestAnimationFrame(go))
        const alert = document.querySelector('[role="alert"]')
        if (alert || 'hit' in window || document.querySelector('script:not([src]), img')) throw new Error(`${text}: ${alert?.textContent}`)
        await new Promise((go) => setTimeout(go))
        return Math.max(0, ...tasks)
      },
    })
  })
  /** @param {string[]} texts @returns {Promise<number[]>} */
  const visit = (texts) =>
    page.evaluate(async (texts) => {
      const longest = []
      for (const text of texts) longest.push(await /** @type {any} */ (window).visit(text))
      return longest
    }, texts)
  const slow = []
  for (let i = 0; i < COUNT; i += 20) {
    const texts = Array.from({ length: 20 }, (_, k) => (k % 2 ? typed() : changed()))
    const longest = await visit(texts)
    slow.push(...texts.filter((_, k) => (longest[k] ?? 0) > BAR))
  }
  const hangs = []
  for (const text of slow) {
    let least = Infinity
    for (let i = 0; i < TRIES && least > BAR; i++) {
      // From elsewhere: where it is already, nothing happens.
      const [, time = 0] = await visit(['v=1&f=booth&o=gd&n=5', text])
      least = Math.min(least, time)
    }
    if (least > BAR) console.log(`above the bar of ${BAR} ms: ${Math.round(least)} ms, ${text}`)
    if (least > HANG) hangs.push(`${Math.round(least)} ms: ${text}`)
  }
  expect(hangs).toEqual([])
  // It still works.
  await page.evaluate(() => void (location.hash = 'v=1&f=booth&o=gd&n=5'))
  await expect(page).toHaveTitle(/Booth/)
})
