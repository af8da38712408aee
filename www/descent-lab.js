// <descent-lab experiment="v=1&f=rosenbrock&o=gd;adam">: an experiment in any page. A poster first, the frame when it is seen or clicked,
// as high as it needs to be and as light or dark as the page. docs/EMBED.md describes attributes, methods, events and messages.
//
//     <script src="https://…/descent-lab.js" defer></script>
;(() => {
  const VERSION = 1
  /** A frame that has not said for so many milliseconds that it has drawn is shown as it is: it says what is missing. */
  const PATIENCE = 9000
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript)
  const home = new URL('embed.html', script?.src || location.href)
  const page = document.documentElement
  const system = matchMedia('(prefers-color-scheme: dark)')
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
:host{display:block;position:relative;overflow:hidden;margin:1em 0;border:1px solid #8886;border-radius:8px}
:host([hidden]),.shown .poster,.begun button{display:none}
.box,iframe{display:block;width:100%;height:100%;border:0;position:relative}
:not(.shown)>iframe{opacity:0}
.poster,button{position:absolute;inset:0}
.poster{display:grid;place-items:center}
::slotted(*){max-width:100%;max-height:100%}
button{margin:auto;width:9em;height:3em;border:0;border-radius:2em;background:#1d5bd0;color:#fff;font:600 15px system-ui;cursor:pointer}`)
  /** @type {Set<DescentLab>} */
  const all = new Set()

  /** @param {string} tag @param {object} props @param {...Node} children @returns {any} */
  const make = (tag, props, ...children) => {
    const made = Object.assign(document.createElement(tag), props)
    made.append(...children)
    return made
  }

  /** Whether an element stands on dark ground. @param {Element} element */
  function isDark(element) {
    for (let at = /** @type {any} */ (element); at; at = at.parentElement ?? at.getRootNode().host) {
      const ground = getComputedStyle(at).backgroundColor
      const [r = 0, g = 0, b = 0, a = 1] = (ground.match(/[\d.]+/g) ?? []).map(Number)
      if (ground.startsWith('rgb') && a > 0.5) return 3 * r + 6 * g + b < 1280
    }
    const scheme = getComputedStyle(page).colorScheme
    return scheme.includes('dark') && (system.matches || !scheme.includes('light'))
  }

  class DescentLab extends HTMLElement {
    static observedAttributes = ['experiment', 'height', 'theme']
    /** @type {any} */
    #frame
    #ready = false
    #text = ''
    /** @type {string | undefined} */
    #scheme
    /** @type {string | undefined} */
    #origin
    /** @type {any} */
    #box
    /** @type {IntersectionObserver | undefined} */
    #observer
    /** @type {[string, object | undefined][]} */
    #waiting = []

    connectedCallback() {
      all.add(this)
      if (this.#frame) return
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
      root.adoptedStyleSheets = [sheet]
      // What stands in the element is the poster, and all there is without scripts.
      this.#box = make('div', { className: 'box' }, make('div', { className: 'poster' }, make('slot', {})))
      root.replaceChildren(this.#box)
      this.#fit()
      if (this.#said('loading') === 'click') {
        const onclick = () => {
          this.play()
          this.#frame?.focus()
        }
        this.#box.append(make('button', { textContent: '▶ Play', ariaLabel: `Play ${this.#name()}`, onclick }))
      } else {
        this.#observer = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.#load(), { rootMargin: '300px' })
        this.#observer.observe(this)
      }
    }

    disconnectedCallback() {
      all.delete(this)
      this.#observer?.disconnect()
      this.#frame?.remove()
      this.#frame = undefined
      this.#ready = false
    }

    /** @param {string} name @param {string | null} before @param {string | null} now */
    attributeChangedCallback(name, before, now) {
      if (name === 'experiment') {
        this.#text = now ?? ''
        if (before !== now && this.#frame) this.#send('open', { experiment: this.#text })
      } else if (this.#box) {
        if (name === 'height') this.#fit()
        else this.#dress()
      }
    }

    /** @param {string} name */
    #said(name) {
      return this.getAttribute(name)
    }

    #name() {
      return this.#said('label') ?? 'an experiment'
    }

    #height() {
      return this.#said('height') ?? 'auto'
    }

    /** As high as the attribute says, else as the frame will be, about. */
    #fit() {
      const height = this.#height()
      const guess = Math.min(480, Math.max(240, 0.6 * this.clientWidth)) + 250
      this.style.height = +height ? `${height}px` : height === 'auto' ? `${guess}px` : height
    }

    #now() {
      const theme = this.#said('theme')
      return theme === 'light' || theme === 'dark' ? theme : isDark(this) ? 'dark' : 'light'
    }

    #dress() {
      const scheme = this.#now()
      if (this.#frame && scheme !== this.#scheme) this.#send('scheme', { scheme })
      this.#scheme = scheme
    }

    #load() {
      if (this.#frame) return
      this.#observer?.disconnect()
      this.#scheme = this.#now()
      const sandbox = this.#said('sandbox')
      const auto = this.#height() === 'auto' ? '&height=auto' : ''
      const src = `${home}?scheme=${this.#scheme}${auto}&predict=${this.hasAttribute('predict')}#${this.#text.replace(/^[#?]/, '')}`
      this.#frame = make('iframe', { title: this.#name(), allow: 'clipboard-write', src })
      if (sandbox !== null) this.#frame.sandbox = sandbox
      // A frame without an origin of its own is known by its window alone.
      this.#origin = sandbox?.includes('allow-same-origin') === false ? 'null' : home.origin
      this.#box.className += ' begun'
      this.#box.append(this.#frame)
      setTimeout(() => this.#show(), PATIENCE)
    }

    #show() {
      this.#box.className += ' shown'
    }

    /** @param {string} type @param {object} [more] */
    #send(type, more) {
      if (!this.#ready) this.#waiting.push([type, more])
      else this.#frame.contentWindow.postMessage({ descent: VERSION, type, ...more }, this.#origin === 'null' ? '*' : this.#origin)
    }

    /** @param {any} message */
    #hear({ descent, type, ...detail }) {
      if (/^(drawn|here)$/.test(type)) this.#show()
      if (type === 'here') {
        this.#ready = true
        this.#send('hello')
        for (const [type, more] of this.#waiting.splice(0)) this.#send(type, more)
      }
      if (type === 'height' && this.#height() === 'auto' && detail.height > 0 && detail.height < 2e4) this.style.height = `${detail.height}px`
      if ('experiment' in detail) this.#text = String(detail.experiment)
      if (/^(ready|change|frame|halt)$/.test(type)) this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }))
    }

    get experiment() {
      return this.#text
    }

    set experiment(text) {
      this.setAttribute('experiment', text)
    }

    play() {
      this.#load()
      this.#send('play')
    }

    pause() {
      this.#send('pause')
    }

    /** @param {number} k */
    seek(k) {
      this.#load()
      this.#send('seek', { k })
    }

    static {
      addEventListener('message', ({ data, origin, source }) => {
        if (data?.descent !== VERSION) return
        for (const one of all) if (source && one.#frame?.contentWindow === source && one.#origin === origin) one.#hear(data)
      })
      const dress = () => all.forEach((one) => one.#dress())
      // Pages switch by an attribute, some with a transition.
      const later = () => (dress(), setTimeout(dress, 400))
      system.addEventListener('change', later)
      for (const root of [page, document.body]) if (root) new MutationObserver(later).observe(root, { attributes: true })
    }
  }

  customElements.define('descent-lab', DescentLab)
})()
