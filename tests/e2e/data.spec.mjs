// Finite sums in the page: data to choose, its knobs, the picture of the examples, own points, batches and seeds.
import { expectAddress, middle, open, picture } from './hands.mjs'
import { expect, expectAccessible, test } from './helpers.mjs'

test('data is chosen like a function, brings its knobs and its examples, and counts them', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&o=gd;adam&n=40')
  await expect(page.getByRole('button', { name: 'examples', exact: true })).toBeHidden()
  await page.getByLabel('Function', { exact: true }).selectOption('line')
  await expectAddress(page, /data=line/)
  await expect(page.locator('#examples')).toBeVisible()
  await expect(page.getByLabel('examples, of the function').last()).toHaveValue('100')
  const before = await picture(page, 'examples')
  await page.getByLabel('batch, of the race').last().fill('5')
  await expectAddress(page, /batch=5/)
  await expect.poll(() => picture(page, 'examples')).not.toBe(before)
  await page.getByRole('button', { name: 'examples', exact: true }).click()
  await expectAddress(page, /axis=examples/)
  await expectAccessible(page)
})

test('own points are set by a click, taken away by another, and typed as text', async ({ page }) => {
  await open(page, '#v=1&data=points&o=gd&n=20')
  await page.locator('.examples-plot').first().click({ position: { x: 120, y: 60 } })
  await expectAddress(page, /pts=0,1;1,2;2,4;/)
  await page.locator('.examples-plot').first().click({ position: { x: 120, y: 60 } })
  await expectAddress(page, /pts=0,1;1,2;2,4(&|$)/)
  await page.getByText('Points as text').click()
  const text = page.getByLabel('Points as text')
  await text.fill('t,v\n0,1\n1;3\n2 5')
  await expectAddress(page, /pts=0,1;1,3;2,5(&|$)/)
  await text.fill('0,1\n1,apple')
  await expect(page.locator('#pts-fault')).toContainText('apple')
  await page.getByLabel('Model', { exact: true }).selectOption('robust')
  await expectAddress(page, /data=points~model=robust/)
})

test('own points are dragged by the hand and moved by keys, each in one step of undo', async ({ page }) => {
  await open(page, '#v=1&data=points~model=line&o=gd&n=20&pts=0,1;1,2;2,4')
  const grip = page.getByRole('button', { name: /^Point 2 of 3/ })
  const at = await middle(grip)
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + 10, at.y - 40, { steps: 5 })
  await page.mouse.move(at.x + 20, at.y - 60, { steps: 5 })
  const held = await middle(grip)
  expect(Math.abs(held.x - at.x - 20) + Math.abs(held.y - at.y + 60), 'it stays under the hand').toBeLessThan(2)
  await page.mouse.up()
  await expectAddress(page, /pts=0,1;1\.\d+,[23]\.\d+;2,4(&|$)/)
  await expect(grip, 'the end of a drag is no click').toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectAddress(page, /pts=0,1;1,2;2,4(&|$)/)
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
  await page.getByRole('button', { name: /^Point 1 of 3/ }).focus()
  await page.keyboard.press('PageDown')
  await expect(grip).toBeFocused()
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowUp')
  await expectAddress(page, /pts=0,1;1,2\.\d+;2,4(&|$)/)
  await page.keyboard.press('Delete')
  await expectAddress(page, /pts=0,1;2,4(&|$)/)
  await expect(page.getByRole('button', { name: /^Point 2 of 2/ })).toBeFocused()
  await page.keyboard.press('Delete')
  await page.keyboard.press('Delete')
  await expectAddress(page, /pts=0,1(&|$)/)
})

test('a run has a batch size of its own', async ({ page }) => {
  await open(page, '#v=1&data=line&o=gd;gd&batch=10&n=40')
  await page.locator('.run-name').nth(1).click()
  const own = page.getByLabel('batch, of this run alone').last()
  await expect(own).toHaveValue('10')
  await own.fill('2')
  await expectAddress(page, /o=gd;gd~batch=2/)
  await own.fill('')
  await own.press('Tab')
  await expectAddress(page, /o=gd;gd&/)
})

test('one run of a race in batches sees all examples, and the other way round', async ({ page }) => {
  await open(page, '#v=1&data=line&o=gd;adam&batch=10&n=40&k=20')
  const words = page.locator('.examples-plot + .hint').first()
  await expect(words).toContainText('200 examples read by step 20: 2 epochs.')
  await page.locator('.run-name').first().click()
  const full = page.getByLabel('all examples in every step of this run')
  await full.check()
  await expectAddress(page, /o=gd~batch=full;adam/)
  await page.locator('#plot').focus()
  await page.keyboard.press('End')
  await expect(words).toContainText('sees all examples in every step')
  await expect(words).toContainText('4000 examples read by step 40: 40 epochs.')
  await full.uncheck()
  await expectAddress(page, /o=gd;adam/)
})

test('tables of points are taken as people have them, and what is none of them is named', async ({ page }) => {
  await open(page, '#v=1&data=points&o=gd&n=20')
  await page.getByText('Points as text').click()
  const text = page.getByLabel('Points as text')
  const points = async (/** @type {string} */ typed) => {
    await text.fill(typed)
    return expectAddress(page, /pts=0\.5,1;1\.5,-2;2,4(&|$)/)
  }
  const nothing = async () => {
    await text.fill('0,1\n1,2')
    await expectAddress(page, /pts=0,1;1,2(&|$)/)
  }
  for (const typed of ['x1;y1\r\n0,5;1\r\n1,5;-2\r\n2;4', '"t","v"\n"0.5","1"\n"1.5","-2"\n"2","4"\n', '0,5\t1\n1,5\t-2\n2\t4', ' 0.5   1\n\n1.5 -2\n2 4', '0.5, 1\n1.5, -2\n2, 4']) {
    await nothing()
    await points(typed)
  }
  const fault = page.locator('#pts-fault')
  for (const [typed, named] of [['nonsense\nmore nonsense', 'more nonsense'], ['0,1\n1,2,3', '1,2,3'], ['0,1\n1,', '1,'], ['1,Infinity', '1,Infinity'], ['1,2\n{"a":1}', '{"a":1}']]) {
    await text.fill(/** @type {string} */ (typed))
    await expect(fault).toContainText(`“${named}” is no point`)
  }
  // Pasted at once: filling in is slower than what is tried here.
  await text.evaluate((area) => {
    /** @type {HTMLTextAreaElement} */ (area).value = Array.from({ length: 100_000 }, (_, i) => `${i},${i % 7}`).join('\n')
    area.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await expect(fault).toContainText('200')
  await expectAddress(page, /pts=0\.5,1;1\.5,-2;2,4(&|$)/)
})

test('the scatter of batches is switched on, follows the cursor, and the address says so', async ({ page }) => {
  await open(page, '#v=1&data=line&o=gd~batch=10&n=40&k=0')
  await page.getByRole('button', { name: 'batches', exact: true }).click()
  await expectAddress(page, /see=[^&]*data,scatter/)
  await expect(page.locator('#scatter')).toBeVisible()
  await expect(page.getByText('Gradients of batches of 10')).toBeVisible()
  const before = await picture(page, 'scatter')
  await page.keyboard.press('End')
  await expect.poll(() => picture(page, 'scatter')).not.toBe(before)
})

test('several seeds are a band in the charts and one row in the list', async ({ page }) => {
  await open(page, '#v=1&f=quadratic&o=gd~rate=0.1&n=60&tol=0&noise=1&k=60')
  const one = await picture(page, 'curves-loss')
  await page.getByLabel('seeds, of the race').last().fill('8')
  await expectAddress(page, /seeds=8/)
  await expect.poll(() => picture(page, 'curves-loss')).not.toBe(one)
  await page.keyboard.press('End')
  await expect(page.locator('.run .words')).toHaveCount(1)
  await expect(page.locator('.run .words')).toContainText('seeds: ')
})

test('a class of mini-batch runs on a hundred thousand examples plays to its end', async ({ page }) => {
  const runs = [1, 10, 100, 1000].flatMap((m) => [`gd~batch=${m}`, `adam~rate=0.05~batch=${m}`, `momentum~rate=0.01~batch=${m}`])
  await open(page, `#v=1&data=line~n=100000&o=${runs.join(';')}&n=60&tol=0`)
  await expect(page.locator('.run')).toHaveCount(12)
  await page.getByLabel('Speed').selectOption('4')
  await page.locator('#play').click()
  await expect(page.locator('#step-words')).toHaveText('step 60 of 60')
  // A batch of 1 scatters around the minimum, one of 1,000 is near it.
  const above = async (/** @type {number} */ run) => Number((await page.locator('.run-value').nth(run).textContent())?.replace('−', '-'))
  expect(await above(9)).toBeLessThan(await above(0))
})
