import { type Address, type Hex, type RoundAction, type RoundFact, type RoundSurroundings, zeroAddress } from '@daomesh/protocol'
import { predictVaultAddress } from '../calls/predictVaultAddress.ts'
import type { ChainCall } from '../client/ports.ts'
import { Revert } from '../errors/revert.ts'
import { decodeRound } from '../rounds/decodeRound.ts'
import { projectsHashOf, roundIdOf } from '../rounds/roundIds.ts'
import { pushFrom, takeAllowed } from './money.ts'
import { rosterOf, type World } from './world.ts'

export type RoundResult =
  | { readonly ok: true; readonly state: unknown; readonly facts: readonly RoundFact[] }
  | { readonly ok: false; readonly error: string; readonly args: readonly string[] }

/** The rules of rounds, injected. What they keep is theirs alone: null before the first call, and kept with each block. */
export type RoundRules = (state: unknown, action: RoundAction, request: RoundSurroundings) => RoundResult

export type RoundsEnvironment = {
  readonly from: Address
  readonly timestamp: number
  readonly rounds: Address
  readonly roundRules: RoundRules | null
  readonly codeHashOf: (world: World, account: Address) => Hex | null
}

/** A call of the contract of rounds (contracts R13 to R18). Its ETH is there already. */
export const callRounds = (world: World, { data, value }: ChainCall, environment: RoundsEnvironment): void => {
  const { from, timestamp, rounds, roundRules, codeHashOf } = environment
  const action = decodeRound(data)
  if (action === null || roundRules === null) throw new Revert('silent')
  const result = roundRules(world.rounds.state, action, {
    from,
    value,
    now: timestamp,
    rounds,
    idOf: roundIdOf,
    projectsHashOf,
    votersOf: (account) => {
      const dao = world.daos.get(account)
      if (dao === undefined) return null
      const members = rosterOf(dao)
      const seats = members.flatMap((member, seat) => (member.power > 0n && !dao.exited.has(member.account) ? [seat] : []))
      return { accounts: members.map((member) => member.account), seats }
    },
    isMember: (person, account, place) => {
      const dao = world.daos.get(account)
      return dao !== undefined && rosterOf(dao)[place]?.account === person && !dao.exited.has(person)
    },
    isContract: (account) => account === rounds || world.vaults.has(account) || codeHashOf(world, account) !== null,
    vaultOf: (id, token) => (token === zeroAddress ? zeroAddress : predictVaultAddress(rounds, token, id)),
    tokenOf: (vault) => world.vaults.get(vault) ?? zeroAddress,
    take: (token, vault, amount) => takeAllowed(world, { from, spender: rounds, token, vault, amount }),
    push: (token, vault, to, amount) => pushFrom(world, { from: rounds, token, vault, to, amount }),
  })
  if (!result.ok) throw new Revert(result.error, result.args)
  world.rounds.state = result.state
  world.rounds.told.push(...result.facts)
}
