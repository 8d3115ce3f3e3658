import { type Address, type BountyFact, type EscrowAction, type EscrowSurroundings, type Hex, zeroAddress } from '@daomesh/protocol'
import { predictVaultAddress } from '../calls/predictVaultAddress.ts'
import type { ChainCall } from '../client/ports.ts'
import { decodeEscrow } from '../escrow/decodeEscrow.ts'
import { Revert } from '../errors/revert.ts'
import type { CountRule } from './countRule.ts'
import { pushFrom, takeAllowed } from './money.ts'
import { signs } from './signs.ts'
import { presentMembers, type World } from './world.ts'

export type EscrowResult =
  | { readonly ok: true; readonly state: unknown; readonly facts: readonly BountyFact[] }
  | { readonly ok: false; readonly error: string; readonly args: readonly string[] }

/** The rules of the escrow, injected. What they keep is theirs alone: null before the first call, and kept with each block. */
export type EscrowRules = (state: unknown, action: EscrowAction, request: EscrowSurroundings) => EscrowResult

export type EscrowEnvironment = {
  readonly from: Address
  readonly chainId: bigint
  readonly timestamp: number
  readonly count: CountRule
  readonly escrow: Address
  readonly escrowRules: EscrowRules | null
  readonly codeHashOf: (world: World, account: Address) => Hex | null
}

/** A receiver that refuses has code that reverts, as far as others can see. */
const isContract = (world: World, account: Address, { codeHashOf, escrow }: EscrowEnvironment): boolean =>
  account === escrow || world.refusing.has(account) || world.vaults.has(account) || codeHashOf(world, account) !== null

/** A call of the escrow (contracts E1 to E11). Its ETH is there already. */
export const callEscrow = (world: World, { data, value }: ChainCall, environment: EscrowEnvironment): void => {
  const { from, chainId, timestamp, count, escrow, escrowRules } = environment
  const action = decodeEscrow(data)
  if (action === null || escrowRules === null) throw new Revert('silent')
  const result = escrowRules(world.escrow.state, action, {
    from,
    value,
    now: timestamp,
    chainId,
    escrow,
    contractSigns: (account, hash, signature) =>
      isContract(world, account, environment)
        ? signs(world, { signer: account, verifier: escrow, hash, signature }, { chainId, count, timestamp, escrow })
        : null,
    isMember: (person, account) => {
      const dao = world.daos.get(account)
      return dao !== undefined && presentMembers(dao).some((one) => one.account === person && (one.power > 0n || one.shares > 0n))
    },
    isContract: (account) => isContract(world, account, environment),
    vaultOf: (id, token) => (token === zeroAddress ? zeroAddress : predictVaultAddress(escrow, token, id)),
    tokenOf: (vault) => world.vaults.get(vault) ?? zeroAddress,
    take: (token, vault, amount) => takeAllowed(world, { from, spender: escrow, token, vault, amount }),
    push: (token, vault, to, amount) => pushFrom(world, { from: escrow, token, vault, to, amount }),
    incomeOf: (payee) => world.daos.get(payee)?.inbox ?? payee,
  })
  if (!result.ok) throw new Revert(result.error, result.args)
  world.escrow.state = result.state
  world.escrow.told.push(...result.facts)
}
