import assert from 'node:assert/strict'
import test from 'node:test'
import { count, parse, point, short, value } from '../../www/js/format.mjs'

test('values have four digits and a real minus sign', () => {
  assert.equal(value(-1.0316284534898774), '−1.032')
  assert.equal(value(0.00123456), '0.001235')
  assert.equal(value(1.5e-9), '1.50e−9')
  assert.equal(value(3e271), '3.00e271')
  assert.equal(value(0), '0')
  assert.equal(value(-0), '0')
  assert.equal(value(Number.NaN), '–')
  assert.equal(value(null), '–')
  assert.equal(value(-Infinity), '−∞')
})

test('settings are as short as they can be', () => {
  assert.equal(short(0.1), '0.1')
  assert.equal(short(-2.50001), '−2.5')
  assert.equal(short(123456), '123500')
  assert.equal(short(-1.2345e15), '−1.235e15')
  assert.equal(short(999999), '1e6')
  assert.equal(point([1.4, -0.3]), '(1.4, −0.3)')
})

test('large counts are grouped', () => {
  assert.equal(count(9999), '9999')
  assert.equal(count(1_000_000), '1\u2009000\u2009000')
})

test('numbers are read as people type them, and nothing else is', () => {
  assert.equal(parse(' -2.5 '), -2.5)
  assert.equal(parse('−2.5'), -2.5, 'the minus sign that is shown can be typed back')
  assert.equal(parse('1e-8'), 1e-8)
  assert.equal(parse('.5'), 0.5)
  assert.equal(parse('3.'), 3)
  for (const text of ['', '-', '1,5', '0x10', 'Infinity', 'NaN', '1e', '2x', '1 2'])
    assert.equal(parse(text), null, text)
})

test('what is shown of a value reads back as nearly that value', () => {
  for (const z of [0.1, -12.345, 1e-5, 123456, -1e300]) {
    const back = parse(value(z))
    assert.ok(back !== null && Math.abs(back - z) <= 0.006 * Math.abs(z), `${z} ${back}`)
  }
})
