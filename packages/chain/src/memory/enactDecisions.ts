import { type Call, type Decision, type DecisionId, decisionId, decisionIdOf, type Hex, zeroAddress } from '@daomesh/protocol'
import { daoAbi } from '../abis.ts'
import { zeroHash } from '../constants.ts'
import { errorSelector } from '../errors/decodeRevert.ts'
import { encodeFailure } from '../facts/failureReason.ts'
import { toDecision, toRules } from '../facts/plainStructs.ts'
import { type BondEnvironment, callBonds } from './callBonds.ts'
import { callTill, type TillEnvironment } from './callTill.ts'
import { callEscrow, type EscrowEnvironment } from './callEscrow.ts'
import { callRounds, type RoundsEnvironment } from './callRounds.ts'
import { callToken } from './callToken.ts'
import { changeRoster } from './changeRoster.ts'
import { move } from './money.ts'
import { Revert } from '../errors/revert.ts'
import { unpackSheets } from '../calls/unpackSheets.ts'
import { approvalIn, signedSheets } from './signs.ts'
import type { CountRequest } from './countRule.ts'
import { copyWorld, type MemoryDao, replaceWorld, rosterOf, type World } from './world.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

export type CallEnvironment = EscrowEnvironment & BondEnvironment & TillEnvironment & RoundsEnvironment & { readonly transaction: Hex }

const daoAt = (world: World, at: MemoryDao['address']): MemoryDao => {
  const dao = world.daos.get(at)
  if (!dao) throw new Revert('silent')
  return dao
}

const callSelf = (dao: MemoryDao, data: Hex, timestamp: number): MemoryDao => {
  const { functionName, args } = decodeFunction(daoAbi, data)
  if (functionName === 'changeRoster') return changeRoster(dao, args[0], timestamp)
  const approvals = approvalIn(functionName, args?.[0], dao.approvals)
  if (approvals !== null) return { ...dao, approvals }
  if (functionName !== 'setRules') throw new Revert('Dao_CallFailed')
  const rulesEpoch = dao.rulesEpoch + 1
  const rules = toRules(args[0])
  return {
    ...dao,
    rulesEpoch,
    rules,
    pastRules: [...dao.pastRules, rules],
    facts: [...dao.facts, { kind: 'rulesChanged', rulesEpoch, rules }],
  }
}

const runCall = (world: World, dao: MemoryDao['address'], call: Call, environment: CallEnvironment): void => {
  if (call.target === dao) {
    world.daos.set(dao, callSelf(daoAt(world, dao), call.data, environment.timestamp))
    return
  }
  const pinned = call.codeHash === zeroHash ? null : call.codeHash
  if ((call.data !== '0x' || pinned !== null) && environment.codeHashOf(world, call.target) !== pinned) throw new Revert('Dao_CodeChanged')
  move(world, zeroAddress, dao, call.target, call.value)
  if (call.target === environment.escrow) return callEscrow(world, { to: call.target, ...call }, { ...environment, from: dao })
  if (call.target === environment.bonds) return callBonds(world, { to: call.target, ...call }, { ...environment, from: dao })
  if (call.target === environment.till) return callTill(world, { to: call.target, ...call }, { ...environment, from: dao })
  if (call.target === environment.rounds) return callRounds(world, { to: call.target, ...call }, { ...environment, from: dao })
  if (call.data !== '0x' && world.tokens.has(call.target)) callToken(world, call.target, call.data, dao)
}

/** All calls or none. @returns the failure, or null. */
const runCalls = (world: World, dao: MemoryDao['address'], calls: readonly Call[], environment: CallEnvironment) => {
  const draft = copyWorld(world)
  for (const [index, call] of calls.entries()) {
    try {
      runCall(draft, dao, call, environment)
    } catch (error) {
      const isOurs = error instanceof Revert && ['Dao_CodeChanged', 'Dao_Underfunded'].includes(error.reason)
      return { reason: isOurs ? error.reason : 'Dao_CallFailed', call: BigInt(index) }
    }
  }
  replaceWorld(world, draft)
  return null
}

const refusal = (dao: MemoryDao, started: MemoryDao, request: CountRequest, environment: CallEnvironment): string | null => {
  const { decision } = request
  if (dao.rosterEpoch !== started.rosterEpoch || dao.rulesEpoch !== started.rulesEpoch) return 'Dao_ChangedInBatch'
  if (dao.spent.has(decision.slot)) return 'Dao_AlreadySpent'
  if (dao.recorded.has(decision.slot)) return 'Dao_Recorded'
  if (environment.timestamp > decision.expiresAt) return 'Dao_Expired'
  if (decision.executor !== zeroAddress && decision.executor !== environment.from) return 'Dao_WrongExecutor'
  if (decision.rulesEpoch !== dao.rulesEpoch) return 'Dao_StaleRules'
  if (dao.rules.mode === 2) return 'Dao_NeedsRecord'
  const counted = environment.count(request)
  if (counted !== null) return counted
  return isAfterMet(dao, decision) ? null : 'Dao_AfterUnmet'
}

const isAfterMet = ({ facts }: MemoryDao, { afterDecision }: Decision): boolean =>
  afterDecision === zeroHash || facts.some((fact) => fact.kind === 'enacted' && fact.decision === afterDecision)

type Failed = { readonly reason: string; readonly call: bigint }

/** Spends the slot and makes the calls. @returns the failure, after which nothing has changed, or null. */
const carryOut = (
  world: World,
  at: MemoryDao['address'],
  decision: Decision,
  id: DecisionId,
  environment: CallEnvironment,
): Failed | null => {
  const dao = daoAt(world, at)
  world.daos.set(at, { ...dao, spent: new Set([...dao.spent, decision.slot]) })
  const failure = runCalls(world, at, decision.calls, environment)
  const now = failure === null ? daoAt(world, at) : dao
  const { transaction } = environment
  const fact = failure === null ? ({ kind: 'enacted', decision: id, transaction } as const) : null
  world.daos.set(at, fact === null ? now : { ...now, facts: [...now.facts, fact] })
  return failure
}

/** What the records contract brings was counted there: the DAO looks at slot, expiry and what it comes after alone (S5.4). A failure reverts by name. */
export const enactRecorded = (
  world: World,
  at: MemoryDao['address'],
  decision: Decision,
  id: DecisionId,
  environment: CallEnvironment,
): void => {
  const dao = daoAt(world, at)
  if (dao.spent.has(decision.slot)) throw new Revert('Dao_AlreadySpent', [id])
  if (environment.timestamp > decision.expiresAt) throw new Revert('Dao_Expired', [id])
  if (!isAfterMet(dao, decision)) throw new Revert('Dao_AfterUnmet', [id])
  const failure = carryOut(world, at, decision, id, environment)
  if (failure !== null) throw new Revert(failure.reason, [id])
}

/** `enact` as the contract does it: each decision on its own, failures reported, a revert only when none succeeds. */
export const enactDecisions = (
  world: World,
  at: MemoryDao['address'],
  raw: readonly Parameters<typeof toDecision>[0][],
  others: readonly Hex[],
  packed: Hex,
  environment: CallEnvironment,
): void => {
  const started = daoAt(world, at)
  const decisions = raw.map(toDecision)
  if (decisions.length === 0) throw new Revert('Dao_NothingToEnact')
  const ids = decisions.map((decision) => decisionIdOf(environment.chainId, at, decision))
  const unpacked = unpackSheets(packed, [...ids, ...others.map((other) => decisionId.parse(other))], rosterOf(started))
  const sheets = signedSheets(world, started, unpacked, environment)
  const { transaction, timestamp } = environment
  let first: string | null = null
  let enacted = 0
  for (const [index, decision] of decisions.entries()) {
    const id = ids[index]
    if (id === undefined) continue
    const dao = daoAt(world, at)
    const refused = refusal(dao, started, { dao, decision, id, sheets, timestamp }, environment)
    const failure = refused === null ? carryOut(world, at, decision, id, environment) : { reason: refused, call: 0n }
    if (failure === null) {
      enacted += 1
      continue
    }
    first ??= failure.reason
    const reason = encodeFailure({ selector: errorSelector(failure.reason), call: failure.call, returned: '0x' })
    const now = daoAt(world, at)
    world.daos.set(at, { ...now, facts: [...now.facts, { kind: 'failed', decision: id, reason, transaction }] })
  }
  if (enacted === 0) throw new Revert(first ?? 'silent', [ids[0] ?? ''])
}
