// Messages of a frame to the page around it: each has the number of this version and a type. docs/EMBED.md lists them.

export const VERSION = 1

/**
 * @param {string} type
 * @param {Record<string, unknown>} [more]
 * @param {string} [origin] who may read it
 */
export function say(type, more = {}, origin = '*') {
  parent.postMessage({ descent: VERSION, type, ...more }, origin)
}
