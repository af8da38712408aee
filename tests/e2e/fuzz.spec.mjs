// Links that nobody would write, in the page: none breaks it, none runs a script. With `cargo xtask test --full` ten thousand of them.
import { readFile } from 'node:fs/promises'
import { open } from './hands.mjs'
import { expect, test } from './helpers.mjs'

const COUNT = process.env.DESCENT_FULL ? 10_000 : 120
const PIECES = [
  '&', '=', ';', '~', ',', '#', '?', '%', '%25', '%3B', '%00', '%FF', '%E2%80%AE', 'v=1', 'v=2', 'f=', 'o=', 'x0=', 'p=', 'n=', 'k=', 'see=', 'hide=', 'lock=',
  'box=', 'bounds=', 'title=', 'ask=', '~label=', '1e999', '-1e-999', 'nan', 'inf', '99999999999999999999', 'null', '__proto__', 'constructor',
  '<script>hit=1</script>', '<img src=x onerror=hit=1>', 'javascript:hit=1', '\u202e', '\u0000', '\n', '😀', '^', '(', ')', '((((', 'sin(', 'exp(', '1/0', 'x^64', 'lambda',
]

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

test('links that nobody would write break nothing and run no script', async ({ page }) => {
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
  await open(page)
  for (let i = 0; i < COUNT; i += 20) {
    const texts = Array.from({ length: 20 }, changed)
    const broken = await page.evaluate(async (texts) => {
      for (const text of texts) {
        location.hash = text
        // The race of one frame, and what is drawn in the next.
        for (let i = 0; i < 2; i++) await new Promise((go) => requestAnimationFrame(go))
        const alert = document.querySelector('[role="alert"]')
        if (alert || 'hit' in window || document.querySelector('script:not([src]), img')) return `${text}: ${alert?.textContent}`
      }
      return null
    }, texts)
    expect(broken).toBe(null)
  }
  // It still works.
  await page.evaluate(() => void (location.hash = 'v=1&f=booth&o=gd&n=5'))
  await expect(page).toHaveTitle(/Booth/)
})
