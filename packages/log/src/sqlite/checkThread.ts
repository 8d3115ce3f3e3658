import { parentPort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { addChecksum } from './checksum.ts'
import type { CheckAnswer, CheckRequest, WholeCheck } from './checkWhole.ts'
import { isDamage } from './damageCode.ts'
import { isSound } from './isSound.ts'

// The thread that checks whole databases which others use meanwhile. It only reads, and holds a file no longer than its answer takes.

const check = ({ path, migrations }: CheckRequest): WholeCheck => {
  let db: Database.Database | null = null
  try {
    db = new Database(path, { readonly: true })
    addChecksum(db)
    return isSound(db, migrations) ? 'sound' : 'damaged'
  } catch (error) {
    return isDamage(error) ? 'damaged' : 'failed'
  } finally {
    db?.close()
  }
}

parentPort?.on('message', (request: CheckRequest) => {
  parentPort?.postMessage({ n: request.n, found: check(request) } satisfies CheckAnswer)
})
