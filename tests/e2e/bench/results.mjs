// Where the benches leave what they measured, for `cargo xtask bench` to read: one file for each kind and process.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

/** @typedef {import('@playwright/test').Page} Page */

const folder = process.env.DESCENT_BENCH_RESULTS ?? ''
const executablePath = process.env.DESCENT_CHROMIUM ?? ''

/** How many fresh browser processes each bench takes. */
export const processes = Number(process.env.DESCENT_BENCH_PROCESSES ?? 5)
/** How many rounds the jobs take in each. */
export const rounds = Number(process.env.DESCENT_BENCH_ROUNDS ?? 40)

/**
 * Keeps what a process measured.
 * @param {string} kind
 * @param {number} number of the process
 * @param {unknown} result
 */
export async function keep(kind, number, result) {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${kind}-${number}.json`), JSON.stringify(result))
}

/**
 * Works with a page in a browser of its own.
 * @template T
 * @param {(page: Page, browser: import('@playwright/test').Browser) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inFreshBrowser(work) {
  const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  const browser = await chromium.launch({ executablePath, args })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.on('pageerror', (error) => console.error(error))
    return await work(page, browser)
  } finally {
    await browser.close()
  }
}
