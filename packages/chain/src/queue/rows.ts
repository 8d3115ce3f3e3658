import type { Address, ChainIdentity, ErrorJson, Hex, SigningContext } from '@daomesh/protocol'

/**
 * `waiting` for the chain or its turn; `signing`: the person is asked; `sent`: handed to the chain; `anchored`: mined; `final`: mined for good.
 * `failed` and `superseded` end it too: nothing is sent any more.
 */
export const queueStates = ['waiting', 'signing', 'sent', 'anchored', 'final', 'failed', 'superseded'] as const
export type QueueState = (typeof queueStates)[number]

/** Signed bytes as they were or will be sent. */
export type SignedBytes = { readonly nonce: number; readonly raw: Hex; readonly hash: Hex; readonly maxFeePerGas: string }

/** What somebody wants done on chain. */
export type Intent = {
  /** Chosen by the caller; the same id never acts twice. */
  readonly id: string
  readonly account: Address
  /** `value` in wei, as a decimal string. */
  readonly call: { readonly to: Address; readonly value: string; readonly data: Hex }
  /** What the signing window shows. */
  readonly context: SigningContext
  /** Named errors that mean "somebody did this already": `Dao_AlreadySpent`, or with certain arguments alone, `Escrow_WrongStatus(*,5)`, where `*` is any. */
  readonly supersededBy: readonly string[]
  /** The caller's own: decisions, space, purpose. Kept, never read. */
  readonly subject: { readonly [key: string]: string | readonly string[] }
}

/** An intent and what became of it. Plain JSON, so that any store can keep it. */
export type QueueRow = Intent & {
  /** `chainKeyOf` the chain it is for. A queue never touches rows of another chain, even one with the same id. */
  readonly chain: string
  /** Position in the queue: transactions of one account go in this order. */
  readonly order: number
  readonly state: QueueState
  /** All with one nonce, so at most one of them is ever mined; the newest last. */
  readonly signed: readonly SignedBytes[]
  /** Of the mined one. `fee` in wei, as a decimal string. */
  readonly mined: { readonly hash: Hex; readonly block: string; readonly gasUsed: string; readonly fee: string } | null
  /** Why it waits, failed or was superseded. */
  readonly error: ErrorJson | null
  /** The newest block when it was found superseded before it was sent, `number` in decimal; null or absent once that is there for good. */
  readonly supersededAt?: { readonly number: string; readonly hash: Hex } | null
  /** Milliseconds, for display. */
  readonly createdAt: number
  readonly changedAt: number
}

/** Rows of the caller's own that stand on disk together with a row of the queue. Kept, never read. */
export type RowsBeside = readonly (readonly [key: string, value: Uint8Array | null])[]

/** Rows on disk. A row is durable when `save` returns, with all that goes beside it or none of it; saving a row with a known id replaces it. */
export type QueueStore = { readonly load: () => readonly QueueRow[]; readonly save: (row: QueueRow, beside?: RowsBeside) => void }

/**
 * A chain as one text, for rows: two sandboxes may share an id.
 * @example
 * chainKeyOf({ chainId: 1n, genesisHash: '0x00' }) // => '1:0x00'
 */
export const chainKeyOf = ({ chainId, genesisHash }: ChainIdentity): string => `${chainId}:${genesisHash}`

/** Whether nothing more will be sent for a row, as far as the chain stands now. */
export const isSettled = (row: QueueRow): boolean => row.state === 'final' || row.state === 'failed' || row.state === 'superseded'

/** Whether a reorganisation may still take back what superseded a row. */
export const isLoose = (row: QueueRow): boolean => row.state === 'superseded' && (row.supersededAt ?? null) !== null
