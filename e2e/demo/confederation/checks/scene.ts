import type { Address } from '@daomesh/protocol'
import type { Check } from '../../pyramid/checks/scene.ts'
import type { Ledger } from '../../props/ledger.ts'
import type { Stage } from '../../stage.ts'
import type { Admission } from '../admit.ts'
import type { TreeDao } from '../daos.ts'
import type { Earned } from '../earnPower.ts'
import type { Leaving } from '../leave.ts'
import type { Partnership } from '../partner.ts'
import type { PlayedRound } from '../round.ts'
import type { LockDecision } from '../threeLevels.ts'

export type { Check }

/** What happened, in the order of the scene. */
export type Story = {
  readonly founders: readonly TreeDao[]
  readonly ferry: TreeDao
  readonly river: TreeDao
  readonly lock: LockDecision
  readonly admission: Admission
  readonly round: PlayedRound
  readonly earned: Earned
  readonly leaving: Leaving
  readonly partnership: Partnership
}

/** What is looked at in the end. */
export type Scene = {
  readonly stage: Stage
  readonly story: Story
  readonly ledger: Ledger
  readonly token: Address
  readonly unitsOf: (account: Address) => Promise<bigint>
}

export const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((all, one) => all + one, 0n)
