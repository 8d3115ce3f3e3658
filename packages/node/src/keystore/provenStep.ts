import { buildSumTree, leafKeyOf } from '@daomesh/governance'
import { bountyIdOf, DaomeshError, type Hex, type SigningRequest, type SplitSubject, type SumLeaf, termsHashOf } from '@daomesh/protocol'

export type EscrowRequest = Extract<SigningRequest, { readonly about: { readonly place: unknown } }>

export const isStep = (request: SigningRequest): request is EscrowRequest => 'about' in request && 'place' in request.about

const blind = (reason: string): DaomeshError => new DaomeshError('SIGNING_BLIND', { meta: { reason } })

/** Proves, on top of what `provenTerms` proves of an agreement, what a step of a bounty is about. */
const leafOf = ({ domain }: EscrowRequest, { agreement, terms, planned }: SplitSubject): SumLeaf => {
  if (terms !== null && termsHashOf(terms) !== agreement.termsHash) throw blind('the terms of a part are not those of its agreement')
  return {
    payee: agreement.hunter,
    amount: agreement.amount,
    agreement: bountyIdOf(domain.chainId, domain.verifyingContract as Hex as SumLeaf['payee'], agreement),
    ...(planned !== null && { split: planned }),
  }
}

const treeOf = (request: EscrowRequest): ReturnType<typeof buildSumTree> => {
  try {
    return buildSumTree(request.about.leaves.map((leaf) => leafOf(request, leaf)))
  } catch (error) {
    if (error instanceof DaomeshError && error.code === 'BOUNTY_SPLIT') throw blind('the parts that were handed over make no split')
    throw error
  }
}

/**
 * What a step of a bounty is about, recomputed from what the asker handed over: the id binds every field of the agreement and with it the terms, the key of
 * a part binds its place, the root of a split binds every part. So the words can only be of what is signed.
 * @throws DaomeshError `SIGNING_BLIND` where anything of it is another one.
 */
export const provenStep = (request: EscrowRequest): EscrowRequest['about'] => {
  const { domain, message, about } = request
  if (domain.verifyingContract === undefined || domain.name !== 'DAOmesh BountyEscrow') throw blind('the step names no escrow')
  const bounty = bountyIdOf(domain.chainId, domain.verifyingContract, about.agreement)
  if (termsHashOf(about.terms) !== about.agreement.termsHash) throw blind('the terms are not those of the agreement')
  const at = about.place.reduce<Hex>((node, { split, index }) => leafKeyOf(node, split, index), bounty)
  if ('node' in message ? message.node !== at : message.bounty !== at || about.place.length > 0)
    throw blind('the bounty, or the part of it, is another one than the step names')
  if (request.name !== 'Split') {
    if (about.leaves.length > 0) throw blind('parts were handed over that the step does not name')
    return about
  }
  const tree = treeOf(request)
  if (tree.root !== request.message.root || tree.sum !== request.message.sum) throw blind('the parts are not those of the split')
  return about
}
