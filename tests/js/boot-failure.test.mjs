import assert from 'node:assert/strict'
import { test } from 'node:test'

import { failure } from '../../www/js/boot-failure.mjs'

test('a browser without WebAssembly is told so, whatever went wrong first', () => {
  assert.match(failure(new TypeError('x is undefined'), false, false), /no WebAssembly/)
})

test('a file that did not arrive is blamed on the connection', () => {
  assert.match(failure(new TypeError('Failed to fetch dynamically imported module'), true, false), /did not arrive/)
})

test('what did not arrive after the first plot leaves it standing', () => {
  assert.match(failure(new TypeError('Failed to fetch'), true, true), /^The plot stands still: .* did not arrive/)
})

test('any other reason is told as it is', () => {
  assert.equal(failure(new Error('no canvas'), true, false), 'Descent could not start: no canvas')
  assert.equal(failure('out of memory', true, false), 'Descent could not start: out of memory')
})
