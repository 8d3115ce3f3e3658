import type { Address, DecisionId, DeviceId, DraftId, EntryId, FileId, Hex, InviteId, KeyId, ViewId } from '@daomesh/protocol'

/** Register keys. Numbers are padded so that keys sort as they count. */
const revision20 = (revision: bigint): string => revision.toString().padStart(20, '0')
/** A 96-bit counter has at most 29 digits. */
const counter29 = (counter: bigint): string => counter.toString().padStart(29, '0')

export const keys = {
  devices: 'device/',
  devicesOf: (member: Address) => `device/${member}/`,
  device: (member: Address, device: DeviceId) => `device/${member}/${device}`,
  unlinkings: 'unlinked/',
  unlinked: (member: Address, device: DeviceId) => `unlinked/${member}/${device}`,
  profile: (member: Address) => `profile/${member}`,
  seals: 'seal/',
  seal: (view: ViewId, keyId: KeyId, entry: EntryId) => `seal/${view}/${keyId}/${entry}`,
  geneses: 'genesis/',
  genesis: (factory: Address, genesisHash: Hex) => `genesis/${factory}/${genesisHash}`,
  cosignsOf: (genesisHash: Hex) => `cosign/${genesisHash}/`,
  cosign: (genesisHash: Hex, member: Address, signatureHash: string) => `cosign/${genesisHash}/${member}/${signatureHash}`,
  revocations: 'revoked/',
  revocation: (member: Address) => `revoked/${member}`,
  invites: 'invite/',
  invite: (invite: InviteId) => `invite/${invite}`,
  inviteRevoked: (invite: InviteId) => `inviteRevoked/${invite}`,
  drafts: 'draft/',
  draft: (draft: DraftId) => `draft/${draft}`,
  titles: 'title/',
  title: (draft: DraftId) => `title/${draft}`,
  discarded: (draft: DraftId) => `discarded/${draft}`,
  editorsOf: (draft: DraftId) => `editor/${draft}/`,
  editor: (draft: DraftId, member: Address) => `editor/${draft}/${member}`,
  proposals: 'proposal/',
  proposal: (decision: DecisionId) => `proposal/${decision}`,
  slotsOf: (proposer: Address) => `slot/${proposer}/`,
  slotOf: (proposer: Address, counter: bigint) => `slot/${proposer}/${counter29(counter)}/`,
  slot: (proposer: Address, counter: bigint, decision: DecisionId) => `slot/${proposer}/${counter29(counter)}/${decision}`,
  withdrawn: (decision: DecisionId, member: Address) => `withdrawn/${decision}/${member}`,
  commentsOf: (about: DecisionId | DraftId) => `comment/${about}/`,
  comment: (about: DecisionId | DraftId, entry: EntryId) => `comment/${about}/${entry}`,
  files: 'file/',
  file: (entry: EntryId) => `file/${entry}`,
  fileWithdrawn: (file: FileId, member: Address) => `unshared/${file}/${member}`,
  tokens: 'token/',
  token: (token: Address, item: string | null) => `token/${token}/${item ?? ''}`,
  ballotsOf: (decision: DecisionId) => `ballot/${decision}/`,
  ballot: (decision: DecisionId, member: Address) => `ballot/${decision}/${member}`,
  yesesOf: (decision: DecisionId) => `yes/${decision}/`,
  yes: (decision: DecisionId, member: Address) => `yes/${decision}/${member}`,
  sheetsOf: (member: Address) => `sheet/${member}/`,
  sheetsAt: (member: Address, revision: bigint) => `sheet/${member}/${revision20(revision)}/`,
  sheet: (member: Address, revision: bigint, digest: Hex) => `sheet/${member}/${revision20(revision)}/${digest}`,
  claims: 'claim/',
  claim: (member: Address, revision: bigint, digest: Hex, signatureHash: string) =>
    `claim/${member}/${revision20(revision)}/${digest}/${signatureHash}`,
} as const

/** R4: the higher revision, then the larger digest. `own` lets the member's own record, with its reason, stand before a republished copy. */
export const ballotOrder = (revision: bigint, digest: Hex, own: boolean, causal: string): string =>
  `${revision20(revision)}/${digest}/${own ? 1 : 0}/${causal}`

/** Earlier in causality wins: the complement of the depth. */
export const earliestOrder = (depth: number): string => (Number.MAX_SAFE_INTEGER - depth).toString().padStart(16, '0')
