// Formulas, built by calls like all elements.

const MATHML = 'http://www.w3.org/1998/Math/MathML'

/**
 * A formula from its tree.
 * @param {import('./types.d.ts').MathNode} tree
 * @returns {Element}
 */
export function math(tree) {
  const formula = document.createElementNS(MATHML, 'math')
  /** @param {Element} parent @param {import('./types.d.ts').MathNode} node */
  const grow = (parent, node) => {
    if (typeof node === 'string') return parent.append(node)
    const [tag, children] = node
    const element = document.createElementNS(MATHML, tag)
    for (const child of children) grow(element, child)
    parent.append(element)
  }
  grow(formula, tree)
  return formula
}
