export { countWithGovernance } from './world/countWithGovernance.ts'
export { recordWithGovernance } from './world/recordWithGovernance.ts'
export { foundDao, type FoundedDao, newRequestId } from './world/foundDao.ts'
export { createLinkedDevice, type LinkedDevice, realVerifier } from './world/linkedDevice.ts'
export { type EscrowScene, openEscrowScene } from './world/escrowScene.ts'
export { until } from './world/realTime.ts'
export { rememberingVerifier } from './world/rememberingVerifier.ts'
export { createSeededRandom, type SeededRandom } from './world/seededRandom.ts'
export { deviceKeyOf, type Member, startMember, type StartMemberParameters } from './world/startMember.ts'
export { createProcessClock, createVirtualClock, type ProcessClock, type VirtualClock } from './world/virtualClock.ts'
export { runSeed, type SeedResult } from './simulation/runSeed.ts'
export { warmUp } from './simulation/warmUp.ts'
export { drawStep } from './escrow/drawStep.ts'
export { begin, type EscrowHost, openAnvilHost, openMemoryHost } from './escrow/escrowHost.ts'
export {
  type BountyShape,
  cast,
  keysOf,
  makeBounty,
  pathTo,
  paying,
  sign,
  signHash,
  type Walk,
  type Walked,
  type WalkStep,
} from './escrow/escrowWalk.ts'
export { openRoundCast, type CastDao, type RoundCast } from './rounds/roundCast.ts'
export { drawRoundStep, type RoundStep, type RoundWalk, unwilling } from './rounds/drawRoundStep.ts'
