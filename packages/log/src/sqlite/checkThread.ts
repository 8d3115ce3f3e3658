import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { addChecksum } from './checksum.ts'
import { isSound } from './isSound.ts'

// A thread that checks a whole database which others use meanwhile. It only reads, and says whether all of it is sound.

const { path, migrations } = workerData as { readonly path: string; readonly migrations: readonly string[] }
const db = new Database(path, { readonly: true })
try {
  addChecksum(db)
  parentPort?.postMessage(isSound(db, migrations))
} finally {
  db.close()
}
