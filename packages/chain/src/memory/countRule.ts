import type { Decision, DecisionId } from '@daomesh/protocol'
import type { UnpackedSheet } from '../calls/unpackSheets.ts'
import type { MemoryDao } from './world.ts'

/** What the counting rule is asked. `timestamp` in seconds. */
export type CountRequest = {
  readonly dao: MemoryDao
  readonly decision: Decision
  readonly id: DecisionId
  readonly sheets: readonly UnpackedSheet[]
  readonly timestamp: number
}

/** The counting rule, injected: null when the decision passes at once, else the contract's error (`Dao_NotDecisive`, `Sheets_BadSignature`, …). Pure. */
export type CountRule = (request: CountRequest) => string | null
