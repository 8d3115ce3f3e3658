import type { Agreement } from '../bounties/agreement.ts'
import type { SplitRoot } from '../bounties/escrowGroups.ts'
import type { EscrowMessages } from '../bounties/escrowMessages.ts'
import type { Terms } from '../bounties/terms.ts'
import type { Hex } from '../bytes.ts'
import type { Budget, Decision, Domain, Project } from '../eip712/types.ts'
import type { SignedMessage, SignedMessageName } from '../eip712/hashTypedData.ts'
import type { Address, DeviceId } from '../ids.ts'

/** Milliseconds since 1970, for display and back-off only. */
export type Clock = { readonly now: () => number; readonly setTimer: (run: () => void, milliseconds: number) => () => void }

export type Random = { readonly bytes: (length: number) => Uint8Array }

/** What an entry of good form is made of (`parseEntry`), and the space key that opens its body, where it is known. */
export type EntryToCheck = {
  readonly device: DeviceId
  readonly headerBytes: Uint8Array
  readonly signature: Uint8Array
  readonly body: Uint8Array | null
  readonly key: Uint8Array | null
}

export type EntryCheck = {
  /** Its body is the one that its header names, and its signature is right. */
  readonly isGood: boolean
  /** CRC-32 of header, signature and body, one after the other: by it a store finds bits that its disk turned. */
  readonly crc32: number
  /** The body as plaintext; null where it travels in plain, or could not be opened. */
  readonly opened: Uint8Array | null
}

/** Checks signatures. Batches let an adapter use several cores; results are in the order asked. */
export type Verifier = {
  readonly verifyDevice: (
    items: readonly { readonly device: DeviceId; readonly message: Uint8Array; readonly signature: Uint8Array }[],
  ) => Promise<readonly boolean[]>
  /**
   * All of a parsed entry that its bytes alone decide, beside this thread, one answer per entry in their order. null: it is too little to be worth it, or nobody
   * could, and the caller does it. Missing where there are no threads.
   */
  readonly checkEntries?: (entries: readonly EntryToCheck[]) => Promise<readonly EntryCheck[] | null>
  /** The account that signed a 32-byte digest, or null for an invalid, high-s or zero signature. */
  readonly recoverAccount: (digest: Hex, signature: Hex) => Address | null
}

/** The device's own Ed25519 key; also its libp2p peer id. `exchangeSecret` opens keys sealed to this device. */
export type DeviceKey = {
  readonly device: DeviceId
  readonly sign: (message: Uint8Array) => Uint8Array
  readonly exchangeSecret: Uint8Array
  /** 32-byte Ed25519 seed, which libp2p needs for its Noise handshake. */
  readonly seed: Uint8Array
}

/** A proposal as members read it. Its hash is the id that a ballot names, so whoever signs can prove that what is shown is what counts. */
export type BallotSubject = { readonly title: string; readonly content: string; readonly decision: Decision }

/** A budget and the projects of a pledge, in the order of its lines. Their hashes are the ids that the sheet names. */
export type PledgeSubject = { readonly budget: Budget; readonly projects: readonly Project[] }

/** The terms of an agreement. Their hash stands in it. */
export type AgreementSubject = { readonly terms: Terms }

/** A part in a split that is signed; `terms` null where they are not known. */
export type SplitSubject = { readonly agreement: Agreement; readonly terms: Terms | null; readonly planned: SplitRoot | null }

/**
 * What a step of a bounty is about: the agreement that it names (of a split also that of the leaf which is split) with its terms, the way from there to the
 * part it is about, and the leaves of a split. Their hashes are what the message holds.
 */
export type EscrowSubject = {
  readonly agreement: Agreement
  readonly terms: Terms
  /** From the bounty down: number of the split and index in it. */
  readonly place: readonly { readonly split: number; readonly index: number }[]
  readonly leaves: readonly SplitSubject[]
}

type TypedDataRequest<N extends SignedMessageName> = {
  readonly type: 'typedData'
  readonly domain: Domain
  readonly name: N
  readonly message: SignedMessage<N>
  readonly context: SigningContext
}

type EscrowMessageName = keyof EscrowMessages
type WithSubject = 'BallotSheet' | 'PledgeSheet' | 'Agreement' | EscrowMessageName

/**
 * Something a member's account is asked to sign, typed so that the confirming window can say in words what it is. A ballot sheet holds hashes only, so
 * what they stand for comes with it, one subject per choice and in the same order; so do a pledge sheet, an agreement and every step of a bounty.
 */
export type SigningRequest =
  | { [N in Exclude<SignedMessageName, WithSubject>]: TypedDataRequest<N> }[Exclude<SignedMessageName, WithSubject>]
  | (TypedDataRequest<'BallotSheet'> & { readonly about: readonly BallotSubject[] })
  | (TypedDataRequest<'PledgeSheet'> & { readonly about: PledgeSubject })
  | (TypedDataRequest<'Agreement'> & { readonly about: AgreementSubject })
  | { [N in EscrowMessageName]: TypedDataRequest<N> & { readonly about: EscrowSubject } }[EscrowMessageName]
  | { readonly type: 'transaction'; readonly transaction: UnsignedTransaction; readonly context: SigningContext }

/** Facts that the node adds so that a person understands the request; the confirming window decodes the message itself and shows both. */
export type SigningContext = {
  readonly title: string
  readonly lines: readonly string[]
  /** Tokens that the request moves, as the node knows them: what a contract says of itself, on the list of a DAO of this member. Shown apart, as all of this. */
  readonly tokens?: readonly { readonly token: Address; readonly symbol: string; readonly decimals: number }[]
}

export type UnsignedTransaction = {
  readonly chainId: number
  readonly nonce: number
  readonly to: Address | null
  readonly value: bigint
  readonly data: Hex
  readonly gas: bigint
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

/** Holds a member's account keys somewhere the node cannot read them. Rejects with `SIGNING_REFUSED` when the person says no. */
export type Signer = {
  readonly accounts: () => Promise<readonly Address[]>
  /**
   * A 65-byte signature for typed data, the signed raw transaction for a transaction.
   * @param takenBack ends the question where it is open still; a signer that asks nobody need not know it.
   */
  readonly sign: (account: Address, request: SigningRequest, takenBack?: AbortSignal) => Promise<Hex>
}
