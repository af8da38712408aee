// Which build of the module of networks a browser gets.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build } from '../../www/js/network/features.mjs'

test('both trial modules are well formed', () => {
  // Node 20 has vectors; relaxed ones came later, where a wrong module would not be taken either.
  const [major = 0] = process.versions.node.split('.').map(Number)
  assert.equal(build(), major >= 22 ? 'relaxed' : 'vectors')
})

test('a browser gets the best that it can have', () => {
  /** @param {number} longest the size of the longest module that is taken */
  const upTo = (longest) => (/** @type {BufferSource} */ { byteLength }) => byteLength <= longest
  assert.equal(build(upTo(1000)), 'relaxed')
  assert.equal(build(upTo(35)), 'vectors')
  assert.equal(build(upTo(0)), null)
})
