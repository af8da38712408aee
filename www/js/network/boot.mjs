// Starts the page of networks: reads its link, compiles the module once for itself and for all workers, and puts the page together.

import init, * as wasm from '../../descent-worker.js'
import { failure } from '../boot-failure.mjs'
import { inForce, remembered } from '../theme.mjs'
import { build } from './features.mjs'
import { start } from './main.mjs'

const { hash, search } = location
/** A link of the plane belongs to the other page. */
const isOfPlane = /[#?&]v=/.test(hash + search) && !/[#?&]net=/.test(hash + search)

if (isOfPlane) {
  location.replace(new URL(`./index.html${search}${hash}`, document.baseURI))
} else {
  try {
    document.documentElement.dataset.theme = inForce({ forced: null, chosen: remembered(), dark: matchMedia('(prefers-color-scheme: dark)').matches })
    const name = typeof WebAssembly === 'object' ? build() : null
    if (typeof WebAssembly === 'object' && name === null) throw new Error('this browser’s WebAssembly has no vectors; newer ones have.')
    const module = await WebAssembly.compileStreaming(fetch(new URL(`../../descent-worker-${name}.wasm`, import.meta.url)))
    await init({ module_or_path: module })
    start(wasm, module)
    document.documentElement.dataset.build = name ?? ''
    document.documentElement.dataset.descent = 'started'
  } catch (error) {
    const notice = document.createElement('p')
    notice.setAttribute('role', 'alert')
    notice.textContent = failure(error, typeof WebAssembly === 'object', false)
    document.body.prepend(notice)
    document.documentElement.dataset.descent = 'failed'
    throw error
  }
}
