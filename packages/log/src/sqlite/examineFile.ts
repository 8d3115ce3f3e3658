import { existsSync } from 'node:fs'
import { DaomeshError } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { addChecksum } from './checksum.ts'
import { isSound } from './isSound.ts'
import { versionOf } from './migrate.ts'
import { refuseNewer } from './refuseNewer.ts'
import { migrations } from './migrations.ts'
import { isDamage } from './damageCode.ts'

/** What a database looks like from outside. `known` is the newest schema of this version. */
export type FileExamination = { readonly state: 'absent' | 'sound' | 'damaged' | 'newer'; readonly version: number; readonly known: number }

const isNewer = (db: Database.Database, known: number): boolean => {
  try {
    refuseNewer(db, known)
    return false
  } catch (error) {
    if (error instanceof DaomeshError) return true
    throw error
  }
}

/**
 * Looks at a database without changing it: for a home whose node does not run. Whoever calls it holds the home.
 * @throws SqliteError where the file cannot be opened for another reason than damage.
 */
export const examineFile = (path: string): FileExamination => {
  const known = migrations.length
  if (!existsSync(path)) return { state: 'absent', version: 0, known }
  let db: Database.Database | null = null
  try {
    db = new Database(path, { readonly: true, fileMustExist: true })
    const version = versionOf(db)
    if (isNewer(db, known)) return { state: 'newer', version, known }
    addChecksum(db)
    return { state: isSound(db, migrations) ? 'sound' : 'damaged', version, known }
  } catch (error) {
    if (isDamage(error)) return { state: 'damaged', version: 0, known }
    throw error
  } finally {
    db?.close()
  }
}
