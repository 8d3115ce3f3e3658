import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { seededRandom } from '../fixtures/world.ts'
import { type MemoryDisk, memoryDisk, memoryStore } from '../memory/index.ts'
import { sqliteStore } from '../sqlite/index.ts'
import { acceptLogStore } from './storeAcceptance.ts'

const home = mkdtempSync(join(tmpdir(), 'log-store-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

let disk: MemoryDisk = memoryDisk()
const memory = () => memoryStore({ random: seededRandom('m'), disk })
acceptLogStore('memory', {
  open: () => {
    disk = memoryDisk()
    return memory()
  },
  reopen: (store) => {
    store.close()
    return memory()
  },
})

let n = 0
const sqlite = () => sqliteStore({ path: join(home, `${n}.db`), random: seededRandom('s') })
acceptLogStore('SQLite', {
  open: () => {
    n++
    return sqlite()
  },
  reopen: (store) => {
    store.close()
    return sqlite()
  },
})
