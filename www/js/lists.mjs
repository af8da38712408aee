// Small things about lists.

/**
 * An entry of a list that is known to be there.
 * @template T
 * @param {ArrayLike<T>} list
 * @param {number} index
 * @returns {T}
 */
export function nth(list, index) {
  const entry = list[index]
  if (entry === undefined) throw new RangeError(`no entry ${index} of ${list.length}`)
  return entry
}

/**
 * The entries by their family, families in the order in which they come.
 * @template {{ family: string }} T
 * @param {T[]} list
 * @returns {Map<string, T[]>}
 */
export function byFamily(list) {
  /** @type {Map<string, T[]>} */
  const families = new Map()
  for (const one of list) families.set(one.family, [...(families.get(one.family) ?? []), one])
  return families
}
