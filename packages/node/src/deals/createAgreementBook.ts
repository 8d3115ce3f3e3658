import type { ChainClient } from '@daomesh/chain'
import type { BountyId, DealOpening, Hex } from '@daomesh/protocol'
import { createTurns } from '../chain/createTurns.ts'

/** A signature that was brought into a deal, for the bounty that its offer becomes. */
export type AgreementClaim = { readonly bounty: BountyId; readonly signature: Hex }

export type AgreementBook = {
  /** What the chain last said. */
  readonly isSigned: (bounty: Hex, signature: Hex) => boolean
  /** Asks the chain, as the escrow will, whether the hunter's DAO signs this now. @throws DaomeshError `CHAIN_UNREACHABLE`. */
  readonly signs: (claim: AgreementClaim) => Promise<boolean>
  /** Asks again about them, a number at once and all in turn. @throws DaomeshError `CHAIN_UNREACHABLE`; what was known stays. */
  readonly ask: (claims: readonly AgreementClaim[]) => Promise<void>
}

export type AgreementBookParameters = {
  readonly client: Pick<ChainClient, 'signs'>
  readonly opening: Pick<DealOpening, 'hunter' | 'escrow'>
  readonly onChange: () => void
}

/** Signatures that are asked about in one look: any member of the hunter's DAO writes what it likes. */
const askedAtOnce = 64

const keyOf = ({ bounty, signature }: AgreementClaim): string => `${bounty}/${signature}`

/** What the chain says of the signatures of a hunter that is a DAO: by its members' ballots they hold as long as these do. Kept in memory. */
export const createAgreementBook = ({ client, opening: { hunter, escrow }, onChange }: AgreementBookParameters): AgreementBook => {
  let signed: ReadonlySet<string> = new Set()
  const inTurn = createTurns(askedAtOnce)
  const signs = async ({ bounty, signature }: AgreementClaim): Promise<boolean> =>
    hunter.kind === 'dao' && client.signs({ signer: hunter.dao, verifier: escrow, hash: bounty, signature })
  return {
    isSigned: (bounty, signature) => signed.has(keyOf({ bounty: bounty as BountyId, signature })),
    signs,
    ask: async (claims) => {
      const asked = inTurn(claims, keyOf)
      const answers = await Promise.all(asked.map(signs))
      const here = new Set(claims.map(keyOf))
      const now = new Set([...signed].filter((key) => here.has(key)))
      for (const [i, claim] of asked.entries()) now[answers[i] === true ? 'add' : 'delete'](keyOf(claim))
      if (now.size === signed.size && [...now].every((key) => signed.has(key))) return
      signed = now
      onChange()
    },
  }
}
