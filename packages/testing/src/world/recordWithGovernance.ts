import type { RecordRequest, RecordRules } from '@daomesh/chain/memory'
import {
  challengeRecord,
  type DecisionRecord,
  executableFrom,
  openRecord,
  type RecordBallot,
  type RecordRefusal,
  type RecordScene,
  sheetCostOf,
  tallyKept,
} from '@daomesh/governance'
import { daomeshDomain, hashTypedData } from '@daomesh/protocol'

/** As the contract names them. */
const errors: Readonly<Record<RecordRefusal, string>> = {
  expired: 'Dao_Expired',
  otherPeriod: 'Records_OtherPeriod',
  notPassing: 'Records_NotPassing',
  notClosed: 'Records_NotClosed',
  noWindow: 'Records_NoWindow',
  cannotFinish: 'Records_CannotFinish',
  enactInstead: 'Records_EnactInstead',
  alreadyRecorded: 'Records_AlreadyRecorded',
  alreadySpent: 'Dao_AlreadySpent',
  notRecorded: 'Records_NotRecorded',
  windowOver: 'Records_WindowOver',
  nothingNew: 'Records_NothingNew',
  tooEarly: 'Records_TooEarly',
  rejected: 'Records_Rejected',
}

const sceneOf = ({ dao, decision, timestamp, reserved, sender }: RecordRequest): RecordScene => ({
  now: timestamp,
  cited: dao.rosters[decision.rosterEpoch]?.members ?? [],
  current: dao.rosters[dao.rosterEpoch]?.members ?? [],
  exited: dao.exited,
  minRevisions: dao.minRevisions,
  reserved,
  sender,
})

const ballotsOf = ({ dao, id, sheets }: RecordRequest): readonly RecordBallot[] =>
  sheets.flatMap(({ member, revision, choices }) => {
    const choice = choices.find((one) => one.decision === id)
    if (choice === undefined) return []
    const domain = daomeshDomain(dao.genesis.chainId, dao.address)
    const digest = hashTypedData(domain, 'BallotSheet', { member, revision, choices })
    return [{ member, revision, digest, support: choice.support, votes: choice.votes, cost: sheetCostOf(choices) }]
  })

const recordOf = ({ record }: RecordRequest): DecisionRecord | null => record

/** The simulated chain counts records with the pure rules, which contracts/test/differential holds against the contract (T11, T13–T17). */
export const recordWithGovernance: RecordRules = {
  count: (request) => {
    const { decision, rules } = request
    const known = recordOf(request)
    if (known !== null) {
      const challenged = challengeRecord(known, ballotsOf(request), sceneOf(request))
      return 'refused' in challenged ? errors[challenged.refused] : { ...challenged.record, executed: false }
    }
    const opened = openRecord(decision, rules, ballotsOf(request), sceneOf(request))
    return 'refused' in opened ? errors[opened.refused] : { ...opened.record, executed: opened.executed }
  },
  executable: (request) => {
    const known = recordOf(request)
    if (known === null) return errors.notRecorded
    if (request.timestamp < executableFrom(known)) return errors.tooEarly
    return tallyKept(known.ballots, known.rules, sceneOf(request)).passes ? null : errors.rejected
  },
}
