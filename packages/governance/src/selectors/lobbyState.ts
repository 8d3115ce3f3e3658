import {
  type Address,
  type ChainIdentity,
  daomeshDomain,
  type EntryId,
  type Genesis,
  genesisHashOf,
  genesisSchema,
  hashTypedData,
  type Hex,
  type Verifier,
} from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { CosignValue, DeviceValue, GenesisValue } from '../fold/values.ts'
import { genesisProblems } from '../rules/genesisProblems.ts'
import type { Phrase } from '../rules/phrase.ts'
import { devicesOf, type MemberDevice, nameOf } from './membersOf.ts'
import { type Registers, valuesOf } from './registers.ts'

export type LobbyMember = { readonly account: Address; readonly name: string | null; readonly devices: readonly MemberDevice[] }

export type LobbyProposal = {
  readonly genesisHash: Hex
  readonly factory: Address
  readonly genesis: Genesis
  readonly by: Address
  readonly entry: EntryId
  /** Members with a valid signature over this genesis for this factory, and the signatures. */
  readonly signed: readonly { readonly member: Address; readonly signature: Hex }[]
  readonly missing: readonly Address[]
  readonly complete: boolean
  /** Why the contract would refuse it; empty when it would not. */
  readonly problems: readonly Phrase[]
}

export type LobbyState = {
  readonly members: readonly LobbyMember[]
  readonly proposals: readonly LobbyProposal[]
  /** Complete and without problems, in the order of their genesis hashes. */
  readonly foundings: readonly LobbyProposal[]
  /** A member closed the invite to newcomers. */
  readonly revoked: boolean
}

export type LobbyParameters = { readonly chain: ChainIdentity; readonly recover: Verifier['recoverAccount'] }

const readProposal = (registers: Registers, { chain, recover }: LobbyParameters, value: GenesisValue): LobbyProposal => {
  const genesis = genesisSchema.parse(value.genesis)
  const digest = hashTypedData(daomeshDomain(chain.chainId, value.factory), 'Genesis', genesis)
  const genesisHash = genesisHashOf(genesis)
  const signatures = new Map<Address, Hex>()
  for (const { member, signature } of valuesOf<CosignValue>(registers, keys.cosignsOf(genesisHash)))
    if (!signatures.has(member) && recover(digest, signature) === member) signatures.set(member, signature)
  const seats = genesis.members.map((member) => member.account)
  const missing = seats.filter((account) => !signatures.has(account))
  return {
    genesisHash,
    factory: value.factory,
    genesis,
    by: value.by,
    entry: value.entry,
    signed: seats.flatMap((member) => {
      const signature = signatures.get(member)
      return signature === undefined ? [] : [{ member, signature }]
    }),
    missing,
    complete: missing.length === 0,
    problems: genesisProblems(genesis),
  }
}

/**
 * Who joined, what founding was proposed, and whose signature is missing. Checks cosignatures, so keep the answer until registers change.
 * @example
 * lobbyState(registers, { chain, recover: verifier.recoverAccount }).foundings.length // => 0
 */
export const lobbyState = (registers: Registers, parameters: LobbyParameters): LobbyState => {
  const accounts = [...new Set(valuesOf<DeviceValue>(registers, keys.devices).map((value) => value.member))]
  const proposals = valuesOf<GenesisValue>(registers, keys.geneses)
    .map((value) => readProposal(registers, parameters, value))
    .sort((a, b) => (a.genesisHash < b.genesisHash ? -1 : 1))
  return {
    members: accounts.map((account) => ({ account, name: nameOf(registers, account), devices: devicesOf(registers, account) })),
    proposals,
    foundings: proposals.filter((proposal) => proposal.complete && proposal.problems.length === 0),
    revoked: registers.entries(keys.revocations).length > 0,
  }
}

/** The founding that a member of the lobby deploys: the first of those that it is in. What others found without it is theirs and stops nothing. */
export const foundingOf = ({ foundings }: LobbyState, member: Address | null): LobbyProposal | null =>
  foundings.find(({ genesis }) => genesis.members.some(({ account }) => account === member)) ?? null
