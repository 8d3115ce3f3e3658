import { burst } from './cases/burst.ts'
import { restoredBackup, runningClones, sameMachineTwice } from './cases/clones.ts'
import { wrongClocks } from './cases/clocks.ts'
import { damagedFiles } from './cases/damagedFiles.ts'
import { manyDials } from './cases/dials.ts'
import { endpointDown, endpointLags, otherGenesis } from './cases/endpointAway.ts'
import { forgedHeads, forgedReceipts, hiddenEvents } from './cases/endpointLies.ts'
import { failingCalls } from './cases/failingCalls.ts'
import { badSignatures, controlFlood, freshIdentities } from './cases/flood.ts'
import { fullDisk } from './cases/fullDisk.ts'
import { killedCalls } from './cases/killedCalls.ts'
import { killedRecords } from './cases/killedRecords.ts'
import { oneAddress } from './cases/oneAddress.ts'
import { powerLoss } from './cases/powerLoss.ts'
import { slowReader } from './cases/slowReader.ts'
import type { Fault } from './fault.ts'

/** Every fault, the most dangerous first. */
export const faults: readonly Fault[] = [
  killedCalls,
  failingCalls,
  powerLoss,
  fullDisk,
  damagedFiles,
  badSignatures,
  freshIdentities,
  controlFlood,
  endpointDown,
  otherGenesis,
  endpointLags,
  hiddenEvents,
  forgedHeads,
  forgedReceipts,
  runningClones,
  restoredBackup,
  sameMachineTwice,
  wrongClocks,
  manyDials,
  slowReader,
  burst,
  oneAddress,
  // It lets days of the chain pass: no case comes after it.
  killedRecords,
]
