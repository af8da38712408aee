// Keeps the page for times without a network. The build writes the version and the files of the site before this text, as `self.DESCENT`.
//
// A version is kept whole or not at all, in a cache of its own. Every page names its files in a folder that is named by their content, so
// that a page of one version never gets a file of another one. Pages come from the network where there is one. A version is given up when
// no page of it is open any more. The page of networks is kept by those who have opened it.
;(() => {
  const worker = /** @type {any} */ (self)
  const { version, files, seen } = worker.DESCENT
  /** Several copies may stand at one origin, each below its own path. */
  const own = `descent ${worker.registration.scope} `
  const name = own + version
  const bare = (/** @type {string} */ url) => url.replace(/[?#].*/, '')
  const late = new Set(seen.map((/** @type {string} */ file) => bare(new URL(file, worker.registration.scope).href)))

  worker.addEventListener('install', (/** @type {any} */ event) => {
    event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)))
  })

  worker.addEventListener('activate', (/** @type {any} */ event) => {
    const old = (/** @type {string} */ key) => key.startsWith(own) && key !== name
    event.waitUntil(caches.keys().then((keys) => Promise.all(keys.filter(old).map((key) => caches.delete(key)))))
  })

  worker.addEventListener('fetch', (/** @type {any} */ event) => {
    const { request } = event
    const { origin, pathname } = new URL(request.url)
    if (request.method !== 'GET' || origin !== location.origin) return
    // A folder is its index.
    const kept = (/** @type {CacheQueryOptions} */ how) => caches.open(name).then((cache) => cache.match(request.url.replace(/index\.html(?=$|[?#])/, ''), how))
    const fetched = async () => {
      const response = await fetch(request)
      if (response.ok && late.has(bare(request.url))) {
        const copy = response.clone()
        event.waitUntil(caches.open(name).then((cache) => cache.put(bare(request.url), copy)))
      }
      return response
    }
    if (/\/app-[0-9a-f]{12}\//.test(pathname)) {
      // What is named by its content is the same for ever. An instance after a crash has another query.
      event.respondWith(kept({ ignoreSearch: true, ignoreVary: true }).then((found) => found ?? fetched()))
    } else {
      const later = () => kept({ ignoreSearch: true, ignoreVary: true }).then((found) => found ?? Response.error())
      event.respondWith(fetched().catch(later))
    }
  })
})()
