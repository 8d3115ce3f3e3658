import { existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Turns one bit of each of these places, given as parts of the file's length. */
export const turnBits = (path: string, ...places: readonly number[]): void => {
  const bytes = readFileSync(path)
  for (const place of places) {
    const at = Math.min(bytes.length - 1, Math.floor(place * bytes.length))
    bytes[at] = (bytes[at] ?? 0) ^ 0x10
  }
  writeFileSync(path, bytes)
}

export const cutOff = (path: string, part: number): void => truncateSync(path, Math.floor(readFileSync(path).length * part))
export const replaceWith = (path: string, content: string | Uint8Array): void => writeFileSync(path, content)

/** The files of a home that this fault is about. */
export const filesOf = (home: string) => {
  const keys = join(home, 'keys')
  return {
    database: join(home, 'daomesh.sqlite'),
    wal: join(home, 'daomesh.sqlite-wal'),
    kept: join(home, 'daomesh.sqlite.kept'),
    device: join(home, 'device.key'),
    key: join(keys, existsSync(keys) ? (readdirSync(keys)[0] ?? '') : ''),
    chain: join(home, 'chain.json'),
    api: join(home, 'api.json'),
    lock: join(home, 'lock'),
  }
}
export type HomeFiles = ReturnType<typeof filesOf>
