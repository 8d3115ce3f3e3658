import type { Address, Clock, Hex, Signer } from '@daomesh/protocol'
import type { ChainClient, ChainProfile } from '../client/ports.ts'

/** A chain under test, of either kind, with the powers that only its owner has. */
export type ChainHarness = {
  readonly profile: ChainProfile
  readonly accounts: readonly { readonly address: Address }[]
  readonly signer: Signer
  readonly clock: Clock
  /** A reader of its own; `profile` differs where a test wants another chain to be expected. */
  readonly connect: (profile?: ChainProfile) => ChainClient
  readonly mine: (blocks: number) => Promise<void>
  /** The newest `depth` blocks are replaced by empty ones; their transactions are gone. */
  readonly reorganise: (depth: number) => Promise<void>
  /** Lets a reader see all but the newest blocks. */
  readonly lagging: (blocks: number) => Promise<ChainClient>
  readonly close: () => Promise<void>
}

/** From now on an account takes no ETH, or takes it again. It can send nothing meanwhile. */
export type RefusingHarness = ChainHarness & { readonly refuse: (account: Address, refuses: boolean) => Promise<void> }

/** Lets chain time pass, in seconds; the newest block is of then. */
export type TimedHarness = ChainHarness & { readonly pass: (seconds: number) => Promise<void> }

export type OpenHarness<H extends ChainHarness = ChainHarness> = (confirmations: number) => Promise<H>

/** Signs and sends a call at once. */
export const send = async (
  harness: ChainHarness,
  client: ChainClient,
  from: Address,
  call: { readonly to: Address; readonly value: bigint; readonly data: Hex },
): Promise<Hex> => {
  const transaction = await client.prepare({ from, ...call })
  const raw = await harness.signer.sign(from, { type: 'transaction', transaction, context: { title: 'test', lines: [] } })
  const { hash, outcome, detail } = await client.sendRaw(raw)
  if (outcome !== 'accepted') throw new Error(`${outcome}: ${detail}`)
  return hash
}

export const accountAt = ({ accounts }: Pick<ChainHarness, 'accounts'>, i: number): { readonly address: Address } => {
  const account = accounts[i]
  if (!account) throw new RangeError(`there is no account ${i}`)
  return account
}
