// The page of networks: trains in workers what its link says, is paused and stopped, reads files, and says what is wrong with them.
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, expectAccessible, keepScreenshot, test } from './helpers.mjs'
import { halves } from './npz.mjs'

/** @typedef {import('@playwright/test').Page} Page */

const THREE = '#v=1&net=60&o=rmsprop~form=keras;adam~form=keras;nadam~form=keras&batch=100&epochs=10'

/** @param {Page} page @param {string} [link] */
async function open(page, link = '') {
  await page.goto(`/network.html${link}`)
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
}

/** @param {Page} page @param {string} name */
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

/** @param {Page} page */
const words = (page) => page.locator('#drive-words')

/** The share of a progress bar. @param {Page} page */
const share = (page) => page.locator('#progress').evaluate((bar) => /** @type {HTMLProgressElement} */ (bar).value)

/** What stands in the table of results: test accuracies. @param {Page} page */
async function accuracies(page) {
  const cells = await page.locator('.tests tbody td:nth-child(2)').allTextContents()
  return cells.map(Number)
}

test('three methods learn the drawn digits, with a pause between', async ({ page }) => {
  await open(page, THREE)
  await expect(page.locator('#data .about')).toContainText('drawn by a program')
  await press(page, 'Train')
  await expect.poll(() => share(page), { intervals: [50] }).toBeGreaterThan(0)
  await press(page, 'Pause')
  await expect(words(page)).toHaveText(/^Paused at/)
  // The turns that were given come to their ends; then nothing moves for a second.
  let held = NaN
  await expect
    .poll(async () => {
      const before = held
      held = await share(page)
      return held === before
    }, { intervals: [1000] })
    .toBe(true)
  expect(held).toBeLessThan(1)
  await press(page, 'Go on')
  await expect(words(page)).toHaveText('All runs have ended', { timeout: 50_000 })
  const reached = await accuracies(page)
  expect(reached).toHaveLength(3)
  for (const accuracy of reached) expect(accuracy).toBeGreaterThan(0.9)
  // A row an epoch, and a curve a run.
  await expect(page.locator('#epochs tbody tr')).toHaveCount(10)
  await expect(page.locator('#chart-val-loss .none')).toBeHidden()
  await expectAccessible(page)
  await keepScreenshot(page, 'network-ended')
})

test('a trained network is looked into', async ({ page }) => {
  await open(page, '#v=1&net=20&o=adam~rate=0.003&batch=100&epochs=2')
  await press(page, 'Train')
  await expect(words(page)).toHaveText('All runs have ended', { timeout: 30_000 })
  const inside = page.locator('#inside')
  await expect(inside.locator('.about')).toContainText(/gets \d+ of 4000 wrong/)
  const wrong = Number(/gets (\d+) of/.exec((await inside.locator('.about').textContent()) ?? '')?.[1])
  // What is wrong is what the test accuracy lacks.
  const [accuracy = 0] = await accuracies(page)
  expect(Math.abs(1 - accuracy - wrong / 4000)).toBeLessThan(1e-4)
  await expect(inside.locator('.wrong li')).toHaveCount(Math.min(50, wrong))
  const [is, thought] = ((await inside.locator('.wrong li span').first().textContent()) ?? '').split(' → ')
  expect(is).not.toBe(thought)
  await press(page, 'Confusion')
  await expect(inside.locator('.confusion tbody td')).toHaveCount(100)
  const cells = (await inside.locator('.confusion tbody td').allTextContents()).map((text) => (text === '·' ? 0 : Number(text)))
  expect(cells.reduce((sum, count) => sum + count)).toBe(4000)
  expect(cells.filter((_, i) => i % 11 === 0).reduce((sum, count) => sum + count)).toBe(4000 - wrong)
  await expectAccessible(page)
  await press(page, 'Weights')
  await expect(inside.locator('canvas')).toBeVisible()
  await press(page, 'Path')
  await expect(inside.locator('.about')).toContainText('two principal directions', { timeout: 20_000 })
  await expectAccessible(page)
})

for (const build of ['relaxed', 'vectors']) {
  test(`after an epoch the build with ${build} is where the command line is`, async ({ page }) => {
    const link = '#v=1&net=20&o=adam;gd&batch=100&epochs=1'
    const text = execFileSync('cargo', ['run', '--quiet', '--package', 'descent-cli', '--', 'train', link, '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    /** @type {{ test: { loss: number } }[]} */
    const runs = JSON.parse(text).runs
    if (build === 'vectors') {
      // A browser that knows no relaxed vectors.
      await page.addInitScript(() => {
        const { validate } = WebAssembly
        WebAssembly.validate = (/** @type {any} */ module) => module.byteLength < 36 && validate(module)
      })
    }
    await open(page, link)
    await expect(page.locator('html')).toHaveAttribute('data-build', build)
    await press(page, 'Train')
    await expect(words(page)).toHaveText('All runs have ended', { timeout: 30_000 })
    const losses = (await page.locator('.tests tbody td:nth-child(3)').allTextContents()).map(Number)
    expect(losses).toHaveLength(2)
    // The page shows four digits.
    losses.forEach((loss, i) => expect(Math.abs(loss - (runs[i]?.test.loss ?? NaN))).toBeLessThan(1e-4))
  })
}

test('all runs begin at the same weights and see the same batches', async ({ page }) => {
  await open(page, '#v=1&net=20&o=gd~rate=0.01;adam~rate=0.001&epochs=2&batch=full')
  await press(page, 'Step')
  await expect(words(page)).toHaveText(/^Paused at/)
  const losses = page.locator('.run .words')
  await expect(losses.first()).toContainText('step 1 of 2, loss')
  await expect(losses.nth(1)).toContainText('step 1 of 2, loss')
  const [first, second] = await losses.allTextContents()
  expect(first?.split('loss')[1]).toBe(second?.split('loss')[1])
})

test('one that is stopped stays stopped, and what is edited begins anew', async ({ page }) => {
  await open(page, THREE)
  await press(page, 'Train')
  await expect.poll(() => share(page)).toBeGreaterThan(0)
  await press(page, 'Stop')
  await expect(words(page)).toHaveText('Stopped. Training begins anew.')
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeDisabled()
  await press(page, 'Train again')
  await expect(words(page)).toHaveText(/left$/)
  await page.getByLabel('hidden layers').fill('20 10')
  await page.getByLabel('hidden layers').press('Enter')
  await expect(words(page)).toHaveText('Stopped. Training begins anew.')
  await expect(page).toHaveURL(/net=20,10&/)
})

test('a worker that breaks down is reported, the other goes on, and it can be begun anew', async ({ page }) => {
  await page.addInitScript(() => {
    const all = /** @type {Worker[]} */ ([])
    globalThis.Worker = class extends Worker {
      /** @param {string | URL} url @param {WorkerOptions} [options] */
      constructor(url, options) {
        super(url, options)
        all.push(this)
      }
    }
    Object.assign(globalThis, { all })
  })
  await open(page, '#v=1&net=20&o=gd~rate=0.1;adam&batch=100&epochs=6')
  await press(page, 'Train')
  await expect.poll(() => share(page), { intervals: [50] }).toBeGreaterThan(0)
  // @ts-expect-error: what was put there above; the first worker has read the data
  await page.evaluate(() => all[1].dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })))
  const first = page.locator('.run').first()
  await expect(first.locator('.words')).toHaveText('out of memory')
  await expect(words(page)).toHaveText('All runs have ended', { timeout: 30_000 })
  await expect(page.locator('.tests tbody td:nth-child(2)')).toHaveText(['–', /^0\.9/])
  await first.getByRole('button', { name: 'Restart' }).click()
  await expect(page.locator('.tests tbody td:nth-child(2)')).toHaveText([/^0\.9/, /^0\.9/], { timeout: 30_000 })
  await expect(words(page)).toHaveText('All runs have ended')
  await expect(first.getByRole('button', { name: 'Restart' })).toBeHidden()
})

test('what a form does not take is said where it was typed', async ({ page }) => {
  await open(page)
  const layers = page.getByLabel('hidden layers')
  await layers.fill('100, 0')
  await layers.press('Enter')
  await expect(page.locator('#layers-fault')).toContainText('1 to 1000')
  await expect(layers).toHaveValue('100,0')
  await layers.fill('')
  await layers.press('Enter')
  await expect(page).toHaveURL(/net=none/)
  await expect(page.locator('#layers-fault')).toBeHidden()
})

test('a method is added, set and removed, and the link says so', async ({ page }) => {
  await open(page, '#v=1&net=20&o=adam')
  await press(page, 'Add a method')
  await page.locator('#methods').getByRole('button', { name: 'Momentum', exact: true }).click()
  await expect(page.locator('.run')).toHaveCount(2)
  await page.locator('.run').nth(1).getByLabel('rate,').nth(1).fill('0.05')
  await expect(page).toHaveURL(/o=adam;momentum~rate=0.05/)
  await page.locator('.run').first().locator('.run-name').click()
  await page.locator('.run').first().getByRole('button', { name: 'Remove' }).click()
  await expect(page).toHaveURL(/o=momentum~rate=0.05/)
})

/** @param {Page} page @param {{ name: string, buffer: Buffer }[]} files */
const bring = (page, files) => page.locator('#files').setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })))

test('a broken file is named with its byte, and what was there stays', async ({ page }) => {
  await open(page)
  await expect(page.locator('#data .about')).toContainText('drawn by a program')
  const short = gzipSync(Buffer.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2, 3]))
  const empty = Buffer.from([0, 0, 8, 1, 0, 0, 0, 0])
  await bring(page, [
    { name: 'train-images-idx3-ubyte.gz', buffer: short },
    { name: 'train-labels-idx1-ubyte', buffer: empty },
    { name: 't10k-images-idx3-ubyte', buffer: empty },
    { name: 't10k-labels-idx1-ubyte', buffer: empty },
  ])
  await expect(page.locator('#data .fault')).toHaveText(/^train-images-idx3-ubyte\.gz, byte 16: /)
  await expect(page.locator('#data .about')).toContainText('drawn by a program')
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled()
})

test('a table of two classes is learned', async ({ page }) => {
  const rows = Array.from({ length: 700 }, (_, i) => {
    const [x, y] = [Math.sin(i * 12.9898) * 2, Math.cos(i * 78.233) * 2]
    return `${x + y > 0 ? 1 : 0},${x},${y}`
  })
  await open(page, '#v=1&net=8&o=adam~rate=0.01&batch=50&epochs=20&data=halves')
  await expect(page.locator('#data .fault')).toContainText('halves')
  await bring(page, [{ name: 'points.csv', buffer: Buffer.from(`label,x,y\n${rows.join('\n')}\n`) }])
  await expect(page.locator('#data .about')).toContainText('600 examples to train on and 100 to test on')
  await expect(page).toHaveURL(/data=halves/)
  await press(page, 'Train')
  await expect(words(page)).toHaveText('All runs have ended', { timeout: 30_000 })
  expect((await accuracies(page))[0]).toBeGreaterThan(0.9)
})

test('an archive of NumPy’s is read and learned', async ({ page }) => {
  await open(page, '#v=1&net=8&o=adam~rate=0.01&batch=50&epochs=5')
  await bring(page, [{ name: 'halves.npz', buffer: halves() }])
  await expect(page.locator('#data .about')).toContainText('400 examples to train on and 100 to test on')
  await press(page, 'Train')
  await expect(words(page)).toHaveText('All runs have ended', { timeout: 30_000 })
  expect((await accuracies(page))[0]).toBe(1)
})

test('an address of another site is refused in words, one that is not there too', async ({ page, expectFault }) => {
  await open(page)
  const address = page.getByLabel('or an address of this site')
  await address.fill('https://example.org/mnist.npz')
  await press(page, 'Fetch')
  await expect(page.locator('#data .fault')).toContainText('https://example.org is another site')
  expectFault(/404/)
  await address.fill('nowhere.npz')
  await press(page, 'Fetch')
  await expect(page.locator('#data .fault')).toContainText('nowhere.npz answers 404')
})

test('links of networks and of the plane lead to their pages', async ({ page }) => {
  await page.goto('/#v=1&net=20&o=adam&seed=3')
  await page.waitForURL(/network\.html#v=1&net=20&o=adam&seed=3/)
  await expect(page.getByLabel('seed, network').first()).toBeVisible()
  await page.goto('/network.html#v=1&f=rosenbrock&o=adam')
  await page.waitForURL(/index\.html#v=1&f=rosenbrock&o=adam/)
  await expect(page.locator('html')).toHaveAttribute('data-descent', 'started')
})

test('it fits a phone, and says what a link got wrong', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await open(page, '#v=1&net=20&o=adam;newton&batch=0')
  await expect(page.locator('.bar')).toHaveCount(2)
  await expect(page.locator('#key li')).toHaveText(['Adam'])
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(sideways).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})

const { DESCENT_MNIST: folder } = process.env

/** MNIST's four files; none where they are not. */
const mnist = folder === undefined ? [] : readdirSync(folder).filter((name) => /-ubyte(\.gz)?$/.test(name)).map((name) => ({ name, buffer: readFileSync(join(folder, name)) }))

test('MNIST is learned as Keras learns it', async ({ page }) => {
  test.skip(mnist.length !== 4, 'MNIST is learned where DESCENT_MNIST names the folder of its four files')
  test.setTimeout(240_000)
  await open(page, '#v=1&net=100,100,50&o=gd~form=keras;rmsprop~form=keras;adam~form=keras;adagrad~form=keras;nadam~form=keras&batch=500&epochs=10&split=0.5&data=mnist')
  await expect(page.locator('#data .fault')).toContainText('mnist')
  await bring(page, mnist)
  await expect(page.locator('#data .about')).toContainText('60\u2009000 examples to train on and 10\u2009000 to test on, 28 × 28, 10 classes', { timeout: 30_000 })
  await press(page, 'Train')
  await expect(words(page)).toHaveText('All runs have ended', { timeout: 200_000 })
  const [gd = 0, rmsprop = 0, adam = 0, adagrad = 0, nadam = 0] = await accuracies(page)
  expect(gd).toBeGreaterThan(0.84)
  expect(gd).toBeLessThan(0.89)
  for (const accuracy of [rmsprop, adam, nadam]) expect(accuracy).toBeGreaterThan(0.95)
  expect(adagrad).toBeGreaterThan(0.55)
  expect(adagrad).toBeLessThan(0.7)
  await expect(page.locator('#size')).toHaveText(/94\u2009160 weights and biases; 30\u2009000 examples to train on, 30\u2009000 held out, 10\u2009000 to test on/)
  await keepScreenshot(page, 'network-mnist')
})
