// Run by the build: a list of [TeX, whether it stands by itself] becomes a list of MathML.
//
//     node formulas.mjs QUESTIONS.json ANSWERS.json
import { readFile, writeFile } from 'node:fs/promises'
import temml from 'temml'

const [questions = '', answers = ''] = process.argv.slice(2)
const made = JSON.parse(await readFile(questions, 'utf8')).map((/** @type {[string, boolean]} */ [tex, displayMode]) => {
  const mathml = temml.renderToString(tex, { displayMode, annotate: false, throwOnError: true })
  // The policy forbids styles, and our sheet needs no classes.
  return mathml.replace(/ (?:class|style)="[^"]*"/g, '')
})
await writeFile(answers, JSON.stringify(made))
