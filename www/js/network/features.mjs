// Which build of the module a browser can have: found out by two functions that use what is in question, and are never called.

/** A function of type () → v128 with this body. @param {number[]} body */
const moduleOf = (body) => new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, body.length + 4, 1, body.length + 2, 0, ...body, 11])

/** Two vectors of equal bytes, and what is done with them. */
const SPLAT = [65, 1, 253, 15]
const VECTORS = [...SPLAT, 253, 98]
const RELAXED = [...SPLAT, ...SPLAT, 253, 128, 2]

/**
 * The name of the best build that this browser can have; nothing where it has no vectors.
 * @param {(module: BufferSource) => boolean} validate
 * @returns {'relaxed' | 'vectors' | null}
 */
export function build(validate = WebAssembly.validate) {
  if (validate(moduleOf(RELAXED))) return 'relaxed'
  return validate(moduleOf(VECTORS)) ? 'vectors' : null
}
