import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

export type PageFile = { readonly type: string; readonly content: Buffer }
export type PageFiles = ReadonlyMap<string, PageFile>

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const read = (name: string): PageFile => ({
  type: types[extname(name)] ?? 'application/octet-stream',
  content: readFileSync(fileURLToPath(new URL(`../page/${name}`, import.meta.url))),
})

/** A page and what it loads, read once: nothing on disk can change what a running process shows. */
export const readPageFiles = (page: string, others: readonly string[]): PageFiles =>
  new Map([['/', read(page)], ...others.map((name): [string, PageFile] => [`/${name}`, read(name)])])
