// Parts of the page that a link leaves out. An element of several parts goes with the last of them.

/** @param {string[]} parts their ids, as links name them */
export function hide(parts) {
  for (const element of document.querySelectorAll('[data-part]')) {
    const own = element.getAttribute('data-part') ?? ''
    element.toggleAttribute('hidden', own.split(' ').every((part) => parts.includes(part)))
  }
}
