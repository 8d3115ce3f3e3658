import { type Cbor, causalOrder, fromHex, genesisHashOf, hashOf, toHex, toRecord } from '@daomesh/protocol'
import type { Step } from './context.ts'
import { earliestOrder, keys } from './keys.ts'
import { accepted, rejected, write } from './verdicts.ts'

/** A founding as somebody proposes it. It must name this chain; every change is a new genesis with a new hash. */
export const proposeGenesis: Step<'lobby.propose'> = (context, entry, { factory, genesis }) => {
  if (genesis.chainId !== context.chain.chainId || genesis.chainGenesis !== context.chain.genesisHash) return rejected('ENTRY_BODY')
  const by = entry.author.member
  const value = { factory, genesis: toRecord(genesis) as Cbor, by, entry: entry.id }
  return accepted([write(keys.genesis(factory, genesisHashOf(genesis), by), causalOrder(entry.depth), value)])
}

/**
 * The author's signature over a genesis. The record does not name the factory, which the signed domain contains, so `lobbyState` checks it
 * against each proposal with this hash; a wrong one only stands under its own author.
 */
export const cosignGenesis: Step<'lobby.cosign'> = (_context, entry, { genesisHash, signature }) => {
  const { member } = entry.author
  const signatureHash = toHex(hashOf('daomesh/cosign/1', fromHex(signature)))
  return accepted([write(keys.cosign(genesisHash, member, signatureHash), '', { member, signature })])
}

/** The author says that a DAO it belongs to is to be a founder. Nothing follows from it but whom screens offer a seat, and whose members are asked. */
export const bringDao: Step<'lobby.bring'> = (_context, entry, { dao }) => {
  const by = entry.author.member
  return accepted([write(keys.broughtDao(dao, by), '', { dao, by })])
}

/** What a DAO is said to sign of a founding, whoever says it: only the chain can tell whether it holds, so it is kept as a claim. */
export const agreeFounding: Step<'lobby.agree'> = (_context, _entry, { genesisHash, dao, signature }) => {
  const signatureHash = toHex(hashOf('daomesh/agree/1', fromHex(signature)))
  return accepted([write(keys.agreement(genesisHash, dao, signatureHash), '', { dao, signature })])
}

/** Closes the invite to newcomers for good. Any member of the lobby may: they know each other, and a new lobby costs nothing. */
export const revokeInvite: Step<'lobby.revoke'> = (_context, entry) =>
  accepted([write(keys.revocation(entry.author.member), earliestOrder(entry.depth), { by: entry.author.member, entry: entry.id })])
