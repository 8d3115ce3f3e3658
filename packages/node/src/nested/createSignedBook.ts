import type { ChainClient } from '@daomesh/chain'
import { claimsOf, currentMembers, type ChainState, type Registers, type SignedClaim, withSigned } from '@daomesh/governance'
import { type Address, hexHashOf, memberKinds } from '@daomesh/protocol'
import { createTurns } from '../chain/createTurns.ts'

export type SignedBookParameters = {
  readonly client: Pick<ChainClient, 'signs'>
  /** The DAO in which the sheets count. */
  readonly dao: Address
  readonly onChange: () => void
}

export type SignedBook = {
  /** The registers with what members that are contracts are known to sign. */
  readonly show: (registers: Registers) => Registers
  readonly isSigned: (claim: SignedClaim) => boolean
  /** Asks the chain again about every sheet that was brought for such a member. @throws DaomeshError `CHAIN_UNREACHABLE`; what was known stays. */
  readonly ask: (registers: Registers, state: ChainState) => Promise<void>
}

/**
 * Sheets of one member that are asked about in one look. Anybody in the space brings sheets for it, under whatever revision it likes: so none is newer than
 * others for good, and all of them have their turn.
 */
const askedAtOnce = 64

/** Of registers, whose values are never changed: what a DAO signs with can be long, and every look asks for the names of all. */
const names = new WeakMap<SignedClaim, string>()
const keyOf = (claim: SignedClaim): string => {
  const known = names.get(claim)
  if (known !== undefined) return known
  const { member, digest, signature } = claim
  const name = `${member}/${hexHashOf('daomesh/claim', digest, signature)}`
  names.set(claim, name)
  return name
}

/** What the chain last said of the sheets of members that are contracts. Kept in memory: a restart asks again. */
export const createSignedBook = ({ client, dao, onChange }: SignedBookParameters): SignedBook => {
  let signed: ReadonlySet<string> = new Set()
  const turns = new Map<Address, ReturnType<typeof createTurns>>()
  let last: { readonly registers: Registers; readonly signed: ReadonlySet<string>; readonly shown: Registers } | null = null

  const isSigned = (claim: SignedClaim): boolean => signed.has(keyOf(claim))
  /** Of each member for itself, the newest revision first. */
  const inTurn = (member: Address, claims: readonly SignedClaim[]): readonly SignedClaim[] => {
    const turn = turns.get(member) ?? createTurns(askedAtOnce)
    turns.set(member, turn)
    return turn(claims.toReversed(), keyOf)
  }
  return {
    isSigned,
    show: (registers) => {
      if (last?.registers !== registers || last.signed !== signed) last = { registers, signed, shown: withSigned(registers, isSigned) }
      return last.shown
    },
    ask: async (registers, state) => {
      const contracts = currentMembers(state).filter(({ kind }) => kind === memberKinds.contract)
      const ofMember = Map.groupBy(claimsOf(registers), ({ member }) => member)
      const claims = contracts.flatMap(({ account }) => inTurn(account, ofMember.get(account) ?? []))
      const answers = await Promise.all(
        claims.map(({ member, digest, signature }) => client.signs({ signer: member, verifier: dao, hash: digest, signature })),
      )
      const seats = new Set<string>(contracts.map(({ account }) => account))
      const now = new Set([...signed].filter((key) => seats.has(key.slice(0, key.indexOf('/')))))
      for (const [i, claim] of claims.entries()) now[answers[i] === true ? 'add' : 'delete'](keyOf(claim))
      if (now.size === signed.size && [...now].every((key) => signed.has(key))) return
      signed = now
      onChange()
    },
  }
}
