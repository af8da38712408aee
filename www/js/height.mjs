// Tells the page around a frame how high the frame should be, in the words that learning platforms understand and in our own.

import { say } from './message.mjs'

/** H5P's messages: https://github.com/h5p/h5p-php-library (js/h5p-resizer.js). LTI's: Canvas, lti.frameResize. */
const H5P = 'h5p'

export function height() {
  if (parent === window) return
  const root = document.documentElement
  let told = 0

  /** @param {Record<string, unknown>} message */
  const tell = (message) => parent.postMessage(message, '*')

  function measure() {
    const fits = root.dataset.fit === 'content'
    const height = Math.ceil(fits ? document.body.getBoundingClientRect().height : root.scrollHeight)
    // A frame that decides itself how high it is need only know when that is too little.
    if (height === told || (!fits && height <= innerHeight)) return
    told = height
    tell({ subject: 'lti.frameResize', height })
    if (!fits) return
    say('height', { height })
    tell({ context: H5P, action: 'prepareResize', scrollHeight: height, clientHeight: height, height })
    tell({ context: H5P, action: 'resize', scrollHeight: height, height })
  }

  addEventListener('message', ({ data, source }) => {
    if (source !== parent || data?.context !== H5P || data.action !== 'hello') return
    // From now on somebody adapts the frame to what is in it.
    root.dataset.fit = 'content'
    measure()
  })
  new ResizeObserver(measure).observe(document.body)
  tell({ context: H5P, action: 'hello' })
  measure()
}
