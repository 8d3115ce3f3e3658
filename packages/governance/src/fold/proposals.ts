import { type Address, type Cbor, decisionIdOf, toRecord } from '@daomesh/protocol'
import { contentHashOf } from '../content/contentHash.ts'
import { counterOf, proposerOf } from '../content/slots.ts'
import type { FoldContext, Step } from './context.ts'
import { keys } from './keys.ts'
import { accepted, rejected, write } from './verdicts.ts'

export type DaoContext = FoldContext & { readonly dao: Address }

/** A proposal stands under its decision id, which binds text, calls and chain. Its slot must be its author's, its hash its own text's. */
export const submitProposal: Step<'proposal.submit', DaoContext> = (context, entry, { draft, title, content, decision }) => {
  const by = entry.author.member
  if (proposerOf(decision.slot) !== by || decision.contentHash !== contentHashOf(title, content)) return rejected('ENTRY_DECISION')
  const id = decisionIdOf(context.chain.chainId, context.dao, decision)
  const value = {
    by,
    draft,
    title,
    content,
    decision: toRecord(decision) as Cbor,
    entry: entry.id,
    at: entry.header.at,
    depth: entry.depth,
  }
  return accepted([write(keys.proposal(id), '', value), write(keys.slot(by, counterOf(decision.slot), id), '', { decision: id })])
}

/** Anybody may write it, only the proposer's counts: the proposal need not be here yet, so the selector looks who that is. */
export const withdrawProposal: Step<'proposal.withdraw'> = (_context, entry, { decision }) =>
  accepted([write(keys.withdrawn(decision, entry.author.member), '', { entry: entry.id })])

export const postComment: Step<'comment.post'> = (_context, entry, { about, replyTo, text }) => {
  const value = { by: entry.author.member, replyTo, text, at: entry.header.at, depth: entry.depth }
  return accepted([write(keys.comment(about, entry.id), '', value)])
}
