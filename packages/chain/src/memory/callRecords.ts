import {
  type Address,
  address,
  type Decision,
  type DecisionId,
  decisionId,
  decisionIdOf,
  type Hex,
  type Member,
  type RecordedBallot,
  type RecordedState,
  type Rules,
  zeroAddress,
} from '@daomesh/protocol'
import { daoRecordsAbi } from '../abis.ts'
import { type UnpackedSheet, unpackSheets } from '../calls/unpackSheets.ts'
import { Revert } from '../errors/revert.ts'
import { toDecision } from '../facts/plainStructs.ts'
import { type CallEnvironment, enactRecorded } from './enactDecisions.ts'
import type { MemoryBallot, MemoryDao, MemoryRecord, World } from './world.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

/** What the rules of records are asked. `timestamp` in seconds. */
export type RecordRequest = {
  readonly dao: MemoryDao
  readonly decision: Decision
  readonly id: DecisionId
  readonly sheets: readonly UnpackedSheet[]
  readonly timestamp: number
  /** Of the epoch of the record. */
  readonly rules: Rules
  /** null while nothing is recorded. */
  readonly record: MemoryRecord | null
  /** In quadratic counting: credits that other decisions of the period reserve, by member. */
  readonly reserved: ReadonlyMap<Address, bigint>
  readonly sender: Address
}

export type RecordCount = Pick<MemoryRecord, 'ballots' | 'passes' | 'windowEnd'> & { readonly executed: boolean }

/** The rules of the recorded path, injected: what a record or challenge comes to, and whether it may be executed, or the contract's error. Pure. */
export type RecordRules = {
  readonly count: (request: RecordRequest) => RecordCount | string
  readonly executable: (request: RecordRequest) => string | null
}

export type RecordEnvironment = { readonly recordRules: RecordRules | null }
type Environment = CallEnvironment & RecordEnvironment

type Scene = { readonly world: World; readonly dao: MemoryDao; readonly decision: Decision; readonly id: DecisionId }

const citedBy = ({ dao, decision }: Scene): readonly Member[] => {
  const cited = dao.rosters[decision.rosterEpoch]
  if (!cited) throw new Revert('Dao_UnknownRoster')
  return cited.members
}

/** R1: what a record asks of the epochs that its decision names. */
const checkEpochs = ({ dao, decision, id }: Scene, now: number): void => {
  if (now > decision.expiresAt) throw new Revert('Dao_Expired', [id])
  if (decision.rulesEpoch !== dao.rulesEpoch) throw new Revert('Dao_StaleRules', [id])
  const cited = dao.rosters[decision.rosterEpoch]
  if (!cited) throw new Revert('Dao_UnknownRoster', [id])
  if (decision.rosterEpoch !== 0 && (now <= cited.at || now < cited.at + dao.rules.gracePeriod))
    throw new Revert('Dao_RosterTooYoung', [id])
  const replaced = dao.rosters[decision.rosterEpoch + 1]
  if (replaced && now >= replaced.at + dao.rules.votingPeriod) throw new Revert('Dao_RosterTooOld', [id])
}

const periodOf = ({ votingPeriod }: Rules, { closesAt }: Decision): number => (votingPeriod === 0 ? 0 : Math.floor(closesAt / votingPeriod))

const reservedElsewhere = ({ dao, id }: Scene, rulesEpoch: number, period: number): ReadonlyMap<Address, bigint> => {
  const sums = new Map<Address, bigint>()
  for (const [other, record] of dao.records) {
    if (other === id || record.rulesEpoch !== rulesEpoch || record.period !== period) continue
    for (const [member, votes] of record.reserved) sums.set(member, (sums.get(member) ?? 0n) + votes * votes)
  }
  return sums
}

const requestOf = (scene: Scene, sheets: readonly UnpackedSheet[], { timestamp, from }: Environment): RecordRequest => {
  const { dao, decision, id } = scene
  const known = dao.records.get(id)
  const record = known?.kept === true ? known : null
  const rulesEpoch = record?.rulesEpoch ?? dao.rulesEpoch
  const rules = record?.rules ?? dao.rules
  const period = record?.period ?? periodOf(rules, decision)
  return { dao, decision, id, sheets, timestamp, rules, record, reserved: reservedElsewhere(scene, rulesEpoch, period), sender: from }
}

const maskOf = (cited: readonly Member[], ballots: ReadonlyMap<Address, MemoryBallot>, support: number): bigint =>
  cited.reduce((mask, { account }, seat) => (ballots.get(account)?.support === support ? mask | (1n << BigInt(seat)) : mask), 0n)

/** What `DecisionRecorded` tells (S5.3). */
const bookOf = (scene: Scene, record: MemoryRecord, before: MemoryRecord['ballots']): RecordedState => {
  const cited = citedBy(scene)
  const changed = cited.flatMap(({ account }, seat): readonly RecordedBallot[] => {
    const now = record.ballots.get(account)
    if (now === undefined || now === before.get(account)) return []
    const digest: Hex = `0x${(now.rank & 0xffffffffn).toString(16).padStart(8, '0')}`
    return [{ seat, support: now.support, votes: Number(now.votes), revision: now.rank >> 32n, digest }]
  })
  const { rosterEpoch, rulesEpoch, start, windowEnd, passes, ballots } = record
  const [against, yes, abstain] = [0, 1, 2].map((support) => maskOf(cited, ballots, support))
  return {
    rosterEpoch,
    rulesEpoch,
    start,
    windowEnd,
    passes,
    against: against ?? 0n,
    for: yes ?? 0n,
    abstain: abstain ?? 0n,
    ballots: changed,
  }
}

const keep = (scene: Scene, request: RecordRequest, counted: RecordCount, transaction: Hex): void => {
  const { world, dao, decision, id } = scene
  const { record: before, rules, timestamp } = request
  const reserved = new Map(before?.reserved)
  for (const [member, { votes }] of counted.ballots) if (votes > (reserved.get(member) ?? 0n)) reserved.set(member, votes)
  const { ballots, passes, windowEnd } = counted
  const terms = before ?? { rosterEpoch: decision.rosterEpoch, rulesEpoch: dao.rulesEpoch, rules, start: timestamp }
  const record: MemoryRecord = {
    ...terms,
    period: periodOf(rules, decision),
    ballots,
    passes,
    windowEnd,
    reserved,
    kept: !counted.executed,
  }
  world.daos.set(dao.address, {
    ...dao,
    recorded: new Set([...dao.recorded, decision.slot]),
    records: new Map(dao.records).set(id, record),
    facts: [...dao.facts, { kind: 'recorded', decision: id, record: bookOf(scene, record, before?.ballots ?? new Map()), transaction }],
  })
}

const checkExecutor = ({ decision, id }: Scene, from: Address): void => {
  if (decision.executor !== zeroAddress && decision.executor !== from) throw new Revert('Dao_WrongExecutor', [id])
}

const record = (scene: Scene, rules: RecordRules, sheets: readonly UnpackedSheet[], environment: Environment): void => {
  const { world, dao, decision, id } = scene
  checkEpochs(scene, environment.timestamp)
  const request = { ...requestOf(scene, sheets, environment), record: null }
  const counted = rules.count(request)
  if (typeof counted === 'string') throw new Revert(counted, [id])
  if (dao.spent.has(decision.slot)) throw new Revert('Dao_AlreadySpent', [id])
  if (dao.recorded.has(decision.slot)) throw new Revert('Records_AlreadyRecorded', [id])
  keep(scene, request, counted, environment.transaction)
  if (!counted.executed) return
  checkExecutor(scene, environment.from)
  enactRecorded(world, dao.address, decision, id, environment)
}

const challenge = (scene: Scene, rules: RecordRules, sheets: readonly UnpackedSheet[], environment: Environment): void => {
  const request = requestOf(scene, sheets, environment)
  if (request.record === null) throw new Revert('Records_NotRecorded', [scene.id])
  const counted = rules.count(request)
  if (typeof counted === 'string') throw new Revert(counted, [scene.id])
  keep(scene, request, counted, environment.transaction)
}

const executeRecord = (scene: Scene, rules: RecordRules, environment: Environment): void => {
  const request = requestOf(scene, [], environment)
  if (request.record === null) throw new Revert('Records_NotRecorded', [scene.id])
  const refused = rules.executable(request)
  if (refused !== null) throw new Revert(refused, [scene.id])
  checkExecutor(scene, environment.from)
  enactRecorded(scene.world, scene.dao.address, scene.decision, scene.id, environment)
}

/** A call of the records contract (R5), as `DaoRecords` does it. Signatures are not checked: the queue and the nodes do not send others. */
export const callRecords = (world: World, data: Hex, environment: Environment): void => {
  const { functionName, args } = decodeFunction(daoRecordsAbi, data)
  const { recordRules } = environment
  if (recordRules === null || (functionName !== 'record' && functionName !== 'challenge' && functionName !== 'execute'))
    throw new Revert('silent')
  const dao = world.daos.get(address.parse(args[0]))
  if (!dao) throw new Revert('silent')
  const decision = toDecision(args[1])
  const id = decisionIdOf(environment.chainId, dao.address, decision)
  const scene: Scene = { world, dao, decision, id }
  if (functionName === 'execute') return executeRecord(scene, recordRules, environment)
  const agenda = [id, ...args[2].map((other) => decisionId.parse(other))]
  const mode = (dao.records.get(id)?.rules ?? dao.rules).mode
  const sheets = unpackSheets(args[3], agenda, citedBy(scene), mode === 2 ? 'any' : 'none')
  return functionName === 'record' ? record(scene, recordRules, sheets, environment) : challenge(scene, recordRules, sheets, environment)
}
