import { decode, encode } from '@daomesh/protocol'
import type { Damage } from '../store/LogStore.ts'

export const writeDamage = ({ file, entries, rows }: Damage): Uint8Array => encode({ file, entries, rows })

export const readDamage = (value: Uint8Array | undefined): Damage | null => {
  const row = value === undefined ? null : decode(new Uint8Array(value))
  if (typeof row !== 'object' || row === null || !('file' in row) || !('entries' in row) || !('rows' in row)) return null
  return { file: String(row.file), entries: Number(row.entries), rows: Number(row.rows) }
}
