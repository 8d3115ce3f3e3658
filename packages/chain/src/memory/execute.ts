import {
  address,
  type Address,
  type BondFact,
  type BountyFact,
  type ChainFact,
  type Hex,
  type RoundFact,
  type SaleFact,
  zeroAddress,
} from '@daomesh/protocol'
import { daoAbi, daoFactoryAbi } from '../abis.ts'
import { predictDaoAddress } from '../calls/predictDaoAddress.ts'
import { predictInboxAddress } from '../calls/predictInboxAddress.ts'
import type { ChainCall } from '../client/ports.ts'
import { toGenesis } from '../facts/plainStructs.ts'
import { type CallEnvironment, enactDecisions } from './enactDecisions.ts'
import { callBonds } from './callBonds.ts'
import { callTill } from './callTill.ts'
import { callEscrow } from './callEscrow.ts'
import { callRounds } from './callRounds.ts'
import { callToken } from './callToken.ts'
import { callRecords, type RecordEnvironment } from './callRecords.ts'
import { callInbox, distributeIncome, incomeIn } from './income.ts'
import { balanceIn, move } from './money.ts'
import { Revert } from '../errors/revert.ts'
import { copyWorld, type MemoryDao, presentMembers, replaceWorld, type World } from './world.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

export type ExecuteEnvironment = CallEnvironment & RecordEnvironment & { readonly factory: Address; readonly records: Address }

const callFactory = (world: World, data: Hex, { factory, chainId, timestamp }: ExecuteEnvironment): void => {
  const { functionName, args } = decodeFunction(daoFactoryAbi, data)
  if (functionName === 'distribute') {
    const dao = world.daos.get(address.parse(args[0]))
    if (!dao) throw new Revert('silent')
    return distributeIncome(world, dao, address.parse(args[1]))
  }
  if (functionName !== 'deploy') throw new Revert('silent')
  const genesis = toGenesis(args[0])
  if (genesis.chainId !== chainId) throw new Revert('DaoFactory_WrongChain', [genesis.chainId.toString()])
  const at = predictDaoAddress(factory, genesis)
  if (world.daos.has(at)) throw new Revert('DaoFactory_AlreadyDeployed', [at])
  world.daos.set(at, {
    address: at,
    inbox: predictInboxAddress(factory, at),
    genesis,
    facts: [{ kind: 'founded', genesis }],
    rosterEpoch: 0,
    rulesEpoch: 0,
    rules: genesis.rules,
    rosters: [{ members: genesis.members, at: timestamp }],
    exited: new Set(),
    burned: new Map(),
    spent: new Set(),
    approvals: new Set(),
    recorded: new Set(),
    records: new Map(),
    pastRules: [genesis.rules],
    minRevisions: new Map(),
    credits: new Map(),
  })
}

const ragequit = (world: World, at: MemoryDao, from: Address, shares: bigint, tokens: readonly Hex[], recipient: Hex): void => {
  const listed = tokens.map((one) => address.parse(one))
  const now = (): MemoryDao => world.daos.get(at.address) ?? at
  if (shares > 0n) for (const token of listed) if (incomeIn(world, now(), token) > 0n) distributeIncome(world, now(), token)
  const dao = now()
  const members = presentMembers(dao)
  const member = members.find((one) => one.account === from)
  if (!member) throw new Revert('Dao_NotMember', [from])
  if (shares > member.shares) throw new Revert('Dao_NotEnoughShares', [shares.toString(), member.shares.toString()])
  const full = shares === member.shares
  if (shares === 0n && !full) throw new Revert('Dao_NothingToBurn')
  const total = members.reduce((sum, one) => sum + one.shares, 0n)
  const fact: ChainFact = { kind: 'ragequit', member: from, shares, full }
  world.daos.set(dao.address, {
    ...dao,
    burned: new Map(dao.burned).set(from, (dao.burned.get(from) ?? 0n) + shares),
    exited: full ? new Set([...dao.exited, from]) : dao.exited,
    facts: [...dao.facts, fact],
  })
  const to = recipient === zeroAddress ? from : address.parse(recipient)
  if (shares > 0n) {
    for (const token of listed) move(world, token, dao.address, to, (balanceIn(world, dao.address, token) * shares) / total)
  }
}

const callDao = (world: World, dao: MemoryDao, data: Hex, environment: ExecuteEnvironment): void => {
  const { functionName, args } = decodeFunction(daoAbi, data)
  const { from } = environment
  switch (functionName) {
    case 'enact':
      return enactDecisions(world, dao.address, args[0], args[1], args[2], environment)
    case 'ragequit':
      return ragequit(world, dao, from, ...args)
    case 'revokeBallots': {
      const minRevision = args[0]
      if (minRevision <= (dao.minRevisions.get(from) ?? 0n)) throw new Revert('Dao_RevisionNotHigher', [minRevision.toString()])
      if (!dao.rosters[dao.rosterEpoch]?.members.some((member) => member.account === from)) throw new Revert('Dao_NotMember', [from])
      const minRevisions = new Map(dao.minRevisions).set(from, minRevision)
      world.daos.set(dao.address, { ...dao, minRevisions, facts: [...dao.facts, { kind: 'revoked', member: from, minRevision }] })
      return
    }
    case 'changeRoster':
    case 'setRules':
      throw new Revert('Dao_OnlySelf')
    default:
      throw new Revert('silent')
  }
}

const run = (world: World, call: ChainCall, environment: ExecuteEnvironment): void => {
  const { to, value, data } = call
  move(world, zeroAddress, environment.from, to, value)
  if (to === environment.escrow) return callEscrow(world, call, environment)
  if (to === environment.bonds) return callBonds(world, call, environment)
  if (to === environment.till) return callTill(world, call, environment)
  if (to === environment.rounds) return callRounds(world, call, environment)
  if (data === '0x') return
  const dao = world.daos.get(to)
  if (dao) return callDao(world, dao, data, environment)
  const ofInbox = [...world.daos.values()].find(({ inbox }) => inbox === to)
  if (ofInbox) return callInbox(world, ofInbox, data, environment.from)
  if (to === environment.factory) return callFactory(world, data, environment)
  if (to === environment.records) return callRecords(world, data, environment)
  if (world.tokens.has(to)) callToken(world, to, data, environment.from)
}

export type Execution =
  | {
      readonly ok: true
      readonly facts: readonly { readonly dao: Address; readonly fact: ChainFact }[]
      readonly told: readonly BountyFact[]
      readonly bonds: readonly BondFact[]
      readonly sales: readonly SaleFact[]
      readonly roundsTold: readonly RoundFact[]
    }
  | { readonly ok: false; readonly error: string; readonly args: readonly string[] }

/** Makes one call in the world, or changes nothing. */
export const execute = (world: World, call: ChainCall, environment: ExecuteEnvironment): Execution => {
  const draft = copyWorld(world)
  try {
    run(draft, call, environment)
  } catch (error) {
    if (error instanceof Revert) return { ok: false, error: error.reason, args: error.args }
    // Calldata that no function fits: a contract reverts without a word.
    if (error instanceof Error && error.name.startsWith('Abi')) return { ok: false, error: 'silent', args: [] }
    throw error
  }
  const facts = [...draft.daos].flatMap(([dao, now]) =>
    now.facts.slice(world.daos.get(dao)?.facts.length ?? 0).map((fact) => ({ dao, fact })),
  )
  replaceWorld(world, draft)
  return { ok: true, facts, told: draft.escrow.told, bonds: draft.bonds.told, sales: draft.sales.told, roundsTold: draft.rounds.told }
}
