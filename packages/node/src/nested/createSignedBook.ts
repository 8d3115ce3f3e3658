import type { ChainClient } from '@daomesh/chain'
import { claimsOf, currentMembers, type ChainState, type Registers, type SignedClaim, withSigned } from '@daomesh/governance'
import { type Address, memberKinds } from '@daomesh/protocol'

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

/** Newest sheets of one member that are asked about: whoever brings more false ones than this hides only the oldest. */
const asked = 64

const keyOf = ({ member, digest, signature }: SignedClaim): string => `${member}/${digest}/${signature}`

/** What the chain last said of the sheets of members that are contracts. Kept in memory: a restart asks again. */
export const createSignedBook = ({ client, dao, onChange }: SignedBookParameters): SignedBook => {
  let signed: ReadonlySet<string> = new Set()
  let last: { readonly registers: Registers; readonly signed: ReadonlySet<string>; readonly shown: Registers } | null = null

  const isSigned = (claim: SignedClaim): boolean => signed.has(keyOf(claim))
  return {
    isSigned,
    show: (registers) => {
      if (last?.registers !== registers || last.signed !== signed) last = { registers, signed, shown: withSigned(registers, isSigned) }
      return last.shown
    },
    ask: async (registers, state) => {
      const contracts = currentMembers(state).filter(({ kind }) => kind === memberKinds.contract)
      const claims = contracts.flatMap(({ account }) =>
        claimsOf(registers)
          .filter(({ member }) => member === account)
          .slice(-asked),
      )
      const answers = await Promise.all(
        claims.map(({ member, digest, signature }) => client.signs({ signer: member, verifier: dao, hash: digest, signature })),
      )
      const now = new Set(claims.filter((_, i) => answers[i]).map(keyOf))
      if (now.size === signed.size && [...now].every((key) => signed.has(key))) return
      signed = now
      onChange()
    },
  }
}
