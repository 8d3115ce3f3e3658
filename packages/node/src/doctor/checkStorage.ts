import { type Finding, finding } from '../contract/diagnosis.ts'
import type { Scene } from './scene.ts'

/** What this node knows of its own store. Files and disk are looked at from outside, where the node may not run. */
export const checkStorage = ({ node }: Scene): readonly Finding[] => {
  const damage = node.adapters.logs.damage()
  const rows = node.unreadable.keys()
  return [
    ...(damage === null ? [] : [finding('DATABASE_DAMAGED', { file: damage.file })]),
    ...(rows.length === 0 ? [] : [finding('ROWS_UNREADABLE', { count: rows.length, rows: rows.join(', ') })]),
  ]
}
