import { type Address, type ChainIdentity, type EntryId, type Genesis, type Hex, memberKinds, type Verifier } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { BroughtDaoValue, CosignValue, DeviceValue, FoundingClaim, GenesisValue } from '../fold/values.ts'
import type { Phrase } from '../rules/phrase.ts'
import { devicesOf, type MemberDevice, nameOf } from './membersOf.ts'
import { readGenesis } from './readGenesis.ts'
import { type Registers, valuesOf } from './registers.ts'

export type LobbyMember = { readonly account: Address; readonly name: string | null; readonly devices: readonly MemberDevice[] }

export type LobbyProposal = {
  readonly genesisHash: Hex
  readonly factory: Address
  readonly genesis: Genesis
  /** Who proposed just this, each with its record: anybody in the lobby may propose what another one did. */
  readonly proposed: readonly { readonly by: Address; readonly entry: EntryId }[]
  /** Members with a valid signature over this genesis for this factory, and the signatures; DAOs among them as the chain confirms it (J15). */
  readonly signed: readonly { readonly member: Address; readonly signature: Hex }[]
  readonly missing: readonly Address[]
  readonly complete: boolean
  /** Why the contract would refuse it; empty when it would not. */
  readonly problems: readonly Phrase[]
}

/** A DAO that is to be a founder, and who in the lobby says so. */
export type BroughtDao = { readonly dao: Address; readonly by: readonly Address[] }

export type LobbyState = {
  readonly members: readonly LobbyMember[]
  readonly brought: readonly BroughtDao[]
  readonly proposals: readonly LobbyProposal[]
  /** Complete and without problems, in the order of their genesis hashes. */
  readonly foundings: readonly LobbyProposal[]
  /** A member closed the invite to newcomers. */
  readonly revoked: boolean
}

export type LobbyParameters = {
  readonly chain: ChainIdentity
  readonly recover: Verifier['recoverAccount']
  /** Whether the chain confirms that a DAO signs a founding; without it none does. */
  readonly isSigned?: ((proposal: { readonly factory: Address; readonly genesis: Genesis }, claim: FoundingClaim) => boolean) | undefined
}

type Recovered = { readonly digest: Hex; readonly recover: LobbyParameters['recover']; readonly account: Address | null }

/** Values of registers are never changed, so whose signature one holds is found out once: desks look at every founding all the time. */
const recovered = new WeakMap<CosignValue, Recovered>()
const signerOf = (value: CosignValue, digest: Hex, recover: LobbyParameters['recover']): Address | null => {
  const known = recovered.get(value)
  if (known !== undefined && known.digest === digest && known.recover === recover) return known.account
  const account = recover(digest, value.signature)
  recovered.set(value, { digest, recover, account })
  return account
}

type Values = readonly [GenesisValue, ...GenesisValue[]]

/** What was proposed, each with the records of all who did. */
export const genesesOf = (registers: Registers): readonly Values[] => {
  const found = new Map<string, [GenesisValue, ...GenesisValue[]]>()
  for (const value of valuesOf<GenesisValue>(registers, keys.geneses)) {
    const place = `${value.factory}/${readGenesis(value).genesisHash}`
    const known = found.get(place)
    if (known === undefined) found.set(place, [value])
    else known.push(value)
  }
  return [...found.values()]
}

const readProposal = (registers: Registers, { chain, recover, isSigned }: LobbyParameters, values: Values): LobbyProposal => {
  const [value] = values
  const { genesis, genesisHash, problems, digestOn } = readGenesis(value)
  const signatures = new Map<Address, Hex>()
  // Most of many proposals nobody signed: their digests are found out for nobody.
  for (const value of valuesOf<CosignValue>(registers, keys.cosignsOf(genesisHash)))
    if (!signatures.has(value.member) && signerOf(value, digestOn(chain.chainId), recover) === value.member)
      signatures.set(value.member, value.signature)
  const daos = new Set(genesis.members.flatMap(({ account, kind }) => (kind === memberKinds.contract ? [account] : [])))
  const { factory } = value
  for (const { dao, signature } of valuesOf<FoundingClaim>(registers, keys.agreementsOf(genesisHash)))
    if (daos.has(dao) && !signatures.has(dao) && isSigned?.({ factory, genesis }, { dao, signature }) === true)
      signatures.set(dao, signature)
  const seats = genesis.members.map((member) => member.account)
  const missing = seats.filter((account) => !signatures.has(account))
  return {
    genesisHash,
    factory,
    genesis,
    proposed: values.map(({ by, entry }) => ({ by, entry })),
    signed: seats.flatMap((member) => {
      const signature = signatures.get(member)
      return signature === undefined ? [] : [{ member, signature }]
    }),
    missing,
    complete: missing.length === 0,
    problems,
  }
}

const broughtOf = (registers: Registers): readonly BroughtDao[] => {
  const byDao = new Map<Address, Address[]>()
  for (const { dao, by } of valuesOf<BroughtDaoValue>(registers, keys.broughtDaos)) {
    const known = byDao.get(dao)
    if (known === undefined) byDao.set(dao, [by])
    else known.push(by)
  }
  return [...byDao].map(([dao, by]) => ({ dao, by }))
}

/**
 * Who joined, what founding was proposed, and whose signature is missing. Checks cosignatures, so keep the answer until registers change.
 * @example
 * lobbyState(registers, { chain, recover: verifier.recoverAccount }).foundings.length // => 0
 */
export const lobbyState = (registers: Registers, parameters: LobbyParameters): LobbyState => {
  const accounts = [...new Set(valuesOf<DeviceValue>(registers, keys.devices).map((value) => value.member))]
  const proposals = genesesOf(registers)
    .map((values) => readProposal(registers, parameters, values))
    .sort((a, b) => (a.genesisHash < b.genesisHash ? -1 : 1))
  return {
    members: accounts.map((account) => ({ account, name: nameOf(registers, account), devices: devicesOf(registers, account) })),
    brought: broughtOf(registers),
    proposals,
    foundings: proposals.filter((proposal) => proposal.complete && proposal.problems.length === 0),
    revoked: registers.entries(keys.revocations).length > 0,
  }
}

/** The founding that a member of the lobby deploys: the first of those that it, or a DAO that it belongs to, is in. What others found without them is theirs and stops nothing. */
export const foundingOf = ({ foundings }: LobbyState, seats: ReadonlySet<Address>): LobbyProposal | null =>
  foundings.find(({ genesis }) => genesis.members.some(({ account }) => seats.has(account))) ?? null
