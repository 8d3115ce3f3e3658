import type {
  Address,
  BountyId,
  Terms,
  Cbor,
  DealSide,
  Delivery,
  DecisionId,
  DeviceId,
  DraftId,
  EntryId,
  FileId,
  Hex,
  InviteId,
  KeyId,
  Offer,
  PartnershipOffer,
  ProjectId,
} from '@daomesh/protocol'

/** What stands in the registers, by key family (see keys.ts). Amounts are decimal strings; `at` is for display and decides nothing. */
export type DeviceValue = { readonly member: Address; readonly device: DeviceId; readonly exchangeKey: Hex; readonly notAfter: string }
export type UnlinkedValue = { readonly member: Address; readonly device: DeviceId; readonly entry: EntryId; readonly at: number }
export type ProfileValue = { readonly name: string }
export type SealValue = {
  readonly keyId: KeyId
  readonly by: Address
  readonly depth: number
  readonly boxes: readonly { readonly device: DeviceId; readonly box: Uint8Array }[]
  readonly previous: { readonly keyId: KeyId; readonly box: Uint8Array } | null
}
export type GenesisValue = { readonly factory: Address; readonly genesis: Cbor; readonly by: Address; readonly entry: EntryId }
export type CosignValue = { readonly member: Address; readonly signature: Hex }
/** A member of the lobby who belongs to a DAO that is to be a founder. */
export type BroughtDaoValue = { readonly dao: Address; readonly by: Address }
/** What a DAO is said to sign of a founding. */
export type FoundingClaim = { readonly dao: Address; readonly signature: Hex }
/** What a DAO is said to sign of a seat; power and shares as decimal strings. `by`: the member whose device brought it. */
export type ConsentValue = {
  readonly dao: Address
  readonly power: string
  readonly shares: string
  readonly signature: Hex
  readonly by: Address
  readonly at: number
  readonly depth: number
}
/** `expires` in milliseconds since 1970: peers close the invite by their clock, no record depends on it. */
export type InviteValue = { readonly invite: InviteId; readonly by: Address; readonly expires: number }
/** Who asks for a seat, with the name it gives itself. `by`: the member whose device heard it. */
export type ApplicantValue = {
  readonly account: Address
  readonly invite: InviteId
  readonly name: string
  readonly by: Address
  readonly at: number
}
export type DraftValue = { readonly by: Address; readonly title: string; readonly entry: EntryId; readonly at: number }
export type TitleValue = { readonly title: string; readonly by: Address; readonly depth: number }
export type DiscardedValue = { readonly by: Address; readonly depth: number; readonly entry: EntryId }
export type ProposalValue = {
  readonly by: Address
  readonly draft: DraftId | null
  readonly title: string
  readonly content: string
  readonly decision: Cbor
  readonly entry: EntryId
  readonly at: number
  readonly depth: number
}
export type SlotValue = { readonly decision: DecisionId }
export type WithdrawnValue = { readonly entry: EntryId }
export type CommentValue = {
  readonly by: Address
  readonly replyTo: EntryId | null
  readonly text: string
  readonly at: number
  readonly depth: number
}
export type FileValue = {
  readonly by: Address
  readonly file: FileId
  /** Opens the file: 32 bytes. */
  readonly key: Uint8Array
  readonly name: string
  readonly type: string
  /** In bytes, as its author says; the manifest says it again. */
  readonly size: number
  readonly about: DecisionId | DraftId | null
  /** SHA-256 of the content, as its author says; null where it does not say. */
  readonly hash: string | null
  readonly at: number
  readonly depth: number
}
export type ListingValue = {
  readonly by: Address
  /** The signed post, as it is said in the market. */
  readonly post: Uint8Array
  /** Opens the work: 32 bytes. */
  readonly key: Uint8Array
  readonly at: number
  readonly depth: number
}
/** `standard` null: taken off the list. `item` is the id of an ERC-1155 token, as a decimal string. */
export type TokenValue = {
  readonly token: Address
  readonly item: string | null
  readonly standard: 'erc20' | 'erc721' | 'erc1155' | null
  readonly by: Address
}
export type BallotValue = {
  readonly member: Address
  readonly revision: string
  readonly digest: Hex
  readonly support: number
  readonly votes: string
  /** What the whole sheet costs in credits, Σ votes²: only quadratic counting reads a sheet that costs anything, and none above the credits. */
  readonly cost: string
  readonly reason: string
  readonly entry: EntryId
  readonly at: number
}
export type SheetValue = { readonly sheet: Cbor; readonly signature: Hex }
/** Why a member answered so; it explains that answer and no other. */
export type ReasonValue = {
  readonly member: Address
  readonly support: number
  readonly text: string
  readonly entry: EntryId
  readonly at: number
}
export type PollValue = {
  readonly question: Cbor
  /** The membership event whose members it asks. */
  readonly index: number
  readonly by: Address
  readonly entry: EntryId
  readonly at: number
  readonly depth: number
}
export type PollAnswerValue = {
  readonly member: Address
  readonly choices: readonly number[]
  readonly entry: EntryId
  readonly at: number
  readonly depth: number
}
export type PollSignerValue = { readonly member: Address; readonly entry: EntryId; readonly at: number }
export type BudgetValue = { readonly by: Address; readonly budget: Cbor; readonly at: number; readonly entry: EntryId }
export type ProjectValue = {
  readonly by: Address
  readonly project: Cbor
  readonly at: number
  readonly entry: EntryId
  readonly depth: number
}
export type PledgeValue = {
  readonly sheet: Cbor
  readonly signature: Hex
  readonly digest: Hex
  readonly entry: EntryId
  readonly at: number
}
/** A member that wrote a closing with this decision. */
export type CloserValue = { readonly by: Address; readonly entry: EntryId; readonly at: number }
/** One part of a closing; `decisions` are all of it. */
export type ClosingValue = {
  readonly by: Address
  readonly part: number
  readonly decisions: readonly DecisionId[]
  readonly root: Hex
  readonly pledges: readonly Hex[]
  readonly projects: readonly ProjectId[]
  readonly entry: EntryId
  readonly at: number
}
/** A sheet that was brought for a member that is a contract; whether it signed that is not said by any record. */
export type ClaimValue = {
  readonly member: Address
  readonly digest: Hex
  readonly signature: Hex
  readonly sheet: Cbor
  readonly entry: EntryId
  readonly at: number
}

/** Who wrote a record of a deal, and where it stands. */
type DealRecord = { readonly by: Address; readonly entry: EntryId; readonly at: number; readonly depth: number }
export type DealOpenedValue = DealRecord
export type DealDeclinedValue = DealRecord & { readonly side: DealSide; readonly reason: string }
export type BriefValue = DealRecord & { readonly side: DealSide; readonly draft: DraftId | null; readonly brief: Terms }
export type OfferValue = DealRecord & { readonly offer: Offer }
export type OfferWithdrawnValue = DealRecord
/** What one side said last of the other's offer. */
export type OfferAnswerValue = DealRecord & { readonly side: DealSide; readonly answer: 'accept' | 'decline'; readonly reason: string }
export type OfferSignatureValue = DealRecord & { readonly signature: Hex }
export type DeliveryValue = DealRecord & { readonly delivery: Delivery }
/** `place` in its record form, `node` the key of the leaf that it leads to. */
export type DealPlaceValue = DealRecord & { readonly root: BountyId; readonly node: Hex; readonly place: Cbor }
/** `plan` in its record form. */
export type DealPlanValue = DealRecord & { readonly bounty: BountyId; readonly plan: Cbor }
export type PartnershipOfferValue = DealRecord & { readonly offer: PartnershipOffer }
/** `decision` and the sheet of each ballot in their record form. */
export type SideBroughtValue = DealRecord & {
  readonly decision: Cbor
  readonly ballots: readonly { readonly sheet: Cbor; readonly signature: Hex }[]
}
/** `opening` in its record form. */
/** `arbiter`: not as one of its parties. */
export type JoinedDealValue = DealRecord & { readonly opening: Cbor; readonly arbiter?: true }
