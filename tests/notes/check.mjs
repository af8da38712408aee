// The recipes of www/recipes.html, word for word, in the tools that they are for: each builds a page around an experiment, and Chromium shows it
// playing, as high as what is in it. Started by `cargo xtask test recipes`, which says where the page is (DESCENT_URL), where Chromium, and
// in which folders the tools are.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { dirname, extname, join } from 'node:path'
import { chromium, expect } from '@playwright/test'

const { DESCENT_URL: home = '', DESCENT_CHROMIUM: executablePath, DESCENT_BOOKS: books, DESCENT_MDBOOK: mdbook, DESCENT_NOTES: folder = '' } = process.env
if (!home || !executablePath || !folder) throw new Error('this test is started by: cargo xtask test recipes')

const recipes = await readFile('www/recipes.html', 'utf8')

/** The code of a section of the recipes, as a reader copies it. @param {string} heading @param {number} [index] */
function recipe(heading, index = 0) {
  const section = recipes.split('<h2>').find((part) => part.startsWith(`${heading}</h2>`)) ?? ''
  const code = [...section.matchAll(/<pre[^>]*>([^]*?)<\/pre>/g)][index]?.[1]
  assert.ok(code, `there is no code ${index} under ${heading}`)
  const plain = code.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return plain.replaceAll('https://example.org/descent/', home)
}

/** @param {string} path @param {string} text */
async function put(path, text) {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

/** @param {string} program @param {string[]} args */
function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${error ?? ''}${stdout}${stderr}`)
}

await rm(folder, { recursive: true, force: true })
/** The pages that are built: their names, their addresses, and whether their frames have a height of their own. @type {[string, string, boolean][]} */
const pages = []
/** @type {string[]} */
const skipped = []

await put('plain/index.html', `<!doctype html><html lang="en"><title>Notes</title><link rel="icon" href="data:,">${recipe('Two ways')}${recipe('Two ways', 1)}`)
pages.push(['plain HTML', 'plain/index.html', true])

await cp('node_modules/reveal.js/dist', join(folder, 'slides/dist'), { recursive: true })
await put(
  'slides/index.html',
  `<!doctype html><html lang="en"><title>Slides</title><link rel="icon" href="data:,"><link rel="stylesheet" href="dist/reveal.css">
  <div class="reveal"><div class="slides">${recipe('reveal.js')}</div></div>
  <script src="dist/reveal.js"></script><script>Reveal.initialize()</script>`,
)
pages.push(['reveal.js', 'slides/index.html', false])

if (books) {
  await put('sphinx/conf.py', 'project = "Notes"\n')
  await put('sphinx/index.rst', `Notes\n=====\n\n${recipe('Jupyter Book and Sphinx', 1)}\n\nText goes on.\n`)
  run(join(books, 'sphinx-build'), ['-q', '-b', 'html', 'sphinx', 'sphinx/out'])
  pages.push(['Sphinx', 'sphinx/out/index.html', true])
  await put('book/_config.yml', 'title: Notes\nexecute:\n  execute_notebooks: "off"\n')
  await put('book/_toc.yml', 'format: jb-book\nroot: index\n')
  await put('book/index.md', `# Notes\n\n${recipe('Jupyter Book and Sphinx')}\n\nText goes on.\n`)
  run(join(books, 'jupyter-book'), ['build', 'book'])
  pages.push(['Jupyter Book', 'book/_build/html/index.html', true])
} else skipped.push('Jupyter Book', 'Sphinx')

if (mdbook) {
  await put('mdbook/book.toml', '[book]\ntitle = "Notes"\n')
  await put('mdbook/src/SUMMARY.md', '- [The valley](valley.md)\n')
  await put('mdbook/src/valley.md', recipe('mdBook'))
  run(mdbook, ['build', 'mdbook'])
  pages.push(['mdBook', 'mdbook/book/valley.html', true])
} else skipped.push('mdBook')

const types = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' })
const server = createServer(async ({ url = '/' }, response) => {
  try {
    const path = decodeURIComponent(new URL(url, 'http://notes/').pathname)
    const body = await readFile(join(folder, path))
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise((go) => server.listen(0, 'localhost', () => go(null)))
const at = server.address()
const notes = `http://localhost:${typeof at === 'object' ? at?.port : ''}/`

const browser = await chromium.launch({ executablePath, args: ['--disable-gpu', '--no-sandbox'] })
try {
  for (const [name, path, element] of pages) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
    // What these tools load from elsewhere is not ours, and not needed.
    await page.route(
      ({ origin, protocol }) => protocol.startsWith('http') && !home.startsWith(origin) && !notes.startsWith(origin),
      (route) => route.abort(),
    )
    await page.goto(notes + path, { waitUntil: 'domcontentloaded' })
    const selector = element ? 'descent-lab iframe' : 'iframe'
    await page.locator(selector).first().scrollIntoViewIfNeeded()
    const frame = page.frameLocator(selector).first()
    await frame.locator('html[data-descent="started"]').waitFor({ state: 'attached' })
    await frame.locator('#play').click()
    await frame.locator('#step-words:not(:text-matches("^step 0 "))').waitFor()
    if (element) {
      const heights = async () => [
        await page.locator(selector).first().evaluate((one) => one.clientHeight),
        await frame.locator('body').evaluate((one) => Math.ceil(one.getBoundingClientRect().height)),
      ]
      await expect
        .poll(async () => {
          const [outside = 0, inside = 0] = await heights()
          return Math.abs(outside - inside)
        }, `${name}: the frame is as high as what is in it`)
        .toBeLessThanOrEqual(2)
    }
    await page.screenshot({ path: join(folder, `${name.toLowerCase().replace(/\W+/g, '-')}.png`) })
    console.log(`  ✓ ${name}`)
    await page.close()
  }
} finally {
  await browser.close()
  server.close()
}
for (const name of skipped) console.log(`  SKIPPED: ${name} is not here and could not be installed.`)
