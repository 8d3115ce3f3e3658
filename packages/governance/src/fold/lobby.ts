import { type Cbor, fromHex, genesisHashOf, hashOf, toHex, toRecord } from '@daomesh/protocol'
import type { Step } from './context.ts'
import { earliestOrder, keys } from './keys.ts'
import { accepted, rejected, write } from './verdicts.ts'

/** A founding as somebody proposes it. It must name this chain; every change is a new genesis with a new hash. */
export const proposeGenesis: Step<'lobby.propose'> = (context, entry, { factory, genesis }) => {
  if (genesis.chainId !== context.chain.chainId || genesis.chainGenesis !== context.chain.genesisHash) return rejected('ENTRY_BODY')
  const value = { factory, genesis: toRecord(genesis) as Cbor, by: entry.author.member, entry: entry.id }
  return accepted([write(keys.genesis(factory, genesisHashOf(genesis)), '', value)])
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

/** Closes the invite to newcomers for good. Any member of the lobby may: they know each other, and a new lobby costs nothing. */
export const revokeInvite: Step<'lobby.revoke'> = (_context, entry) =>
  accepted([write(keys.revocation(entry.author.member), earliestOrder(entry.depth), { by: entry.author.member, entry: entry.id })])
