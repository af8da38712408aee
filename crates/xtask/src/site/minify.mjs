// Run by the build: minifies every file of a folder in place.
//
//     node minify.mjs FOLDER
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { transform } from 'esbuild'

const [folder] = process.argv.slice(2)
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue
  const path = join(entry.parentPath ?? entry.path, entry.name)
  const loader = extname(path) === '.css' ? 'css' : 'js'
  const { code } = await transform(await readFile(path, 'utf8'), {
    loader,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    ...(loader === 'js' ? { format: 'esm', target: 'es2022' } : {}),
  })
  await writeFile(path, code)
}
