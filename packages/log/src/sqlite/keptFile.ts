import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { checksumOf } from './checksum.ts'
import { flushFolder } from './flushFolder.ts'

/**
 * A second file beside the database with the few rows without which nothing can be refilled: one line each, each with its own checksum, so that a turned
 * bit costs one of them at most.
 */
export type Kept = {
  /** Of the database it belongs to. */
  readonly instance: string
  /** Counts the writes; the database holds the same number in the same transaction as the rows. */
  readonly count: number
  readonly rows: ReadonlyMap<string, Uint8Array>
  /** False when a line could not be read. */
  readonly whole: boolean
}

const title = 'daomesh kept rows 1'
const lineOf = (...words: readonly string[]): string => {
  const text = words.join(' ')
  return `${checksumOf(text).toString(16).padStart(8, '0')} ${text}\n`
}
const encodeText = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url') || '-'
const decodeText = (text: string): Uint8Array => new Uint8Array(text === '-' ? [] : Buffer.from(text, 'base64url'))

const readLine = (line: string): readonly string[] | null => {
  const [sum = '', ...words] = line.split(' ')
  return checksumOf(words.join(' ')).toString(16).padStart(8, '0') === sum ? words : null
}

/** What the file still tells; null where there is none. */
export const readKept = (path: string): Kept | null => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const [first = '', head = '', ...lines] = text.split('\n')
  const [instance = '', count = '0', size = '-1'] = readLine(head) ?? []
  const rows = new Map<string, Uint8Array>()
  for (const line of lines) {
    const [key, value, more] = readLine(line) ?? []
    if (key !== undefined && value !== undefined && more === undefined)
      rows.set(new TextDecoder().decode(decodeText(key)), decodeText(value))
  }
  return { instance, count: Number(count), rows, whole: first === title && rows.size === Number(size) }
}

/** Writes the whole file or nothing: into a neighbour, flushed, then renamed over. Only its owner may read it: it holds keys. */
export const writeKept = (path: string, { instance, count, rows }: Omit<Kept, 'whole'>): void => {
  const lines = [...rows].map(([key, value]) => lineOf(encodeText(key), encodeText(value)))
  const bytes = Buffer.from([`${title}\n`, lineOf(instance, String(count), String(rows.size)), ...lines].join(''))
  const neighbour = `${path}.part`
  try {
    const handle = openSync(neighbour, 'w', 0o600)
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(neighbour, path)
    flushFolder(path)
  } catch (error) {
    rmSync(neighbour, { force: true })
    throw error
  }
}
