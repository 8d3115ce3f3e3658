import type { Agreement } from '../bounties/agreement.ts'
import type { EscrowMessages } from '../bounties/escrowMessages.ts'
import { concatBytes, fromHex, type Hex, to0x, utf8 } from '../bytes.ts'
import { keccak256 } from '../hash.ts'
import type { Address, BudgetId, DecisionId, ProjectId } from '../ids.ts'
import {
  type BallotSheet,
  type Budget,
  type Decision,
  type Domain,
  type Genesis,
  type LinkDevice,
  type PledgeSheet,
  type Project,
  typedData,
  type TypedDataName,
  type UnlinkDevice,
} from './types.ts'

type Messages = {
  LinkDevice: LinkDevice
  UnlinkDevice: UnlinkDevice
  Genesis: Genesis
  Decision: Decision
  BallotSheet: BallotSheet
  PledgeSheet: PledgeSheet
  Agreement: Agreement
} & EscrowMessages
export type SignedMessageName = keyof Messages
export type SignedMessage<N extends SignedMessageName> = Messages[N]

const word = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, '0'))
const isStruct = (type: string): type is TypedDataName => type in typedData

const collect = (name: TypedDataName, seen: Set<TypedDataName>): Set<TypedDataName> => {
  for (const field of typedData[name]) {
    const inner = field.type.replace('[]', '')
    if (isStruct(inner) && !seen.has(inner)) collect(inner, seen.add(inner))
  }
  return seen
}

const signatureOf = (name: TypedDataName): string => `${name}(${typedData[name].map((f) => `${f.type} ${f.name}`).join(',')})`

/**
 * The full type string of EIP-712 §encodeType: the type, then what it refers to in alphabetical order.
 * @example
 * encodeType('UnlinkDevice') // => 'UnlinkDevice(address member,bytes32 device,bytes32 nonce)'
 */
export const encodeType = (name: TypedDataName): string => {
  const rest = [...collect(name, new Set())].filter((other) => other !== name).sort()
  return [name, ...rest].map(signatureOf).join('')
}

const typeHashes = new Map<TypedDataName, Uint8Array>()
const typeHash = (name: TypedDataName): Uint8Array => {
  const known = typeHashes.get(name) ?? keccak256(utf8(encodeType(name)))
  typeHashes.set(name, known)
  return known
}

const encodeField = (type: string, value: unknown): Uint8Array => {
  if (type.endsWith('[]'))
    return keccak256(concatBytes(...(value as readonly unknown[]).map((item) => encodeField(type.slice(0, -2), item))))
  if (isStruct(type)) return hashStruct(type, value as Record<string, unknown>)
  if (type === 'string') return keccak256(utf8(value as string))
  if (type === 'bytes') return keccak256(fromHex(value as string))
  if (type === 'bytes32' || type === 'address') return fromHex((value as string).slice(2).padStart(64, '0'))
  return word(BigInt(value as number | bigint))
}

/**
 * EIP-712 hashStruct for the types of this protocol: keccak(typeHash ‖ fields), 32 bytes.
 * @example
 * hashStruct('Choice', { decision: chain.genesisHash, support: 1, votes: 0n }).length // => 32
 */
export const hashStruct = (name: TypedDataName, message: Record<string, unknown>): Uint8Array =>
  keccak256(concatBytes(typeHash(name), ...typedData[name].map((field) => encodeField(field.type, message[field.name]))))

const domainSeparators = new Map<string, Uint8Array>()
const domainSeparator = (domain: Domain): Uint8Array => {
  const key = `${domain.name}:${domain.chainId}:${domain.verifyingContract ?? ''}`
  const known = domainSeparators.get(key)
  if (known) return known
  const type = `EIP712Domain(string name,string version,uint256 chainId${domain.verifyingContract ? ',address verifyingContract' : ''})`
  const parts = [keccak256(utf8(type)), keccak256(utf8(domain.name)), keccak256(utf8(domain.version)), word(domain.chainId)]
  if (domain.verifyingContract) parts.push(encodeField('address', domain.verifyingContract))
  const made = keccak256(concatBytes(...parts))
  if (domainSeparators.size > 256) domainSeparators.clear()
  domainSeparators.set(key, made)
  return made
}

/**
 * The EIP-712 domain: the DAO for decisions and ballots, the factory for a genesis, no contract for device links.
 * @example
 * daomeshDomain(1n) // => { name: 'DAOmesh', version: '1', chainId: 1n }
 */
export const daomeshDomain = (chainId: bigint, verifyingContract?: Address): Domain => ({
  name: 'DAOmesh',
  version: '1',
  chainId,
  ...(verifyingContract && { verifyingContract }),
})

/**
 * The digest an account signs, `0x` and 64 hex digits: keccak(0x1901 ‖ domain ‖ hashStruct), EIP-712.
 * @example
 * const digest = hashTypedData(daomeshDomain(31337n, dao), 'BallotSheet', sheet)
 * digest === hashTypedData(daomeshDomain(1n, dao), 'BallotSheet', sheet) // => false
 */
export const hashTypedData = <N extends SignedMessageName>(domain: Domain, name: N, message: SignedMessage<N>): Hex =>
  to0x(
    keccak256(
      concatBytes(Uint8Array.of(0x19, 0x01), domainSeparator(domain), hashStruct(name, message as unknown as Record<string, unknown>)),
    ),
  )

/**
 * A decision's id binds chain, DAO, text and calls.
 * @example
 * decisionIdOf(chain.chainId, dao, decision) === decisionIdOf(chain.chainId, factory, decision) // => false
 */
export const decisionIdOf = (chainId: bigint, dao: Address, decision: Decision): DecisionId =>
  hashTypedData(daomeshDomain(chainId, dao), 'Decision', decision) as DecisionId

/**
 * The CREATE2 salt of a DAO: hashStruct of its whole genesis.
 * @example
 * genesisHashOf(genesis) === genesisHashOf({ ...genesis, name: 'Mill' }) // => false
 */
export const genesisHashOf = (genesis: Genesis): Hex => to0x(hashStruct('Genesis', genesis as unknown as Record<string, unknown>))

/**
 * A budget's id: hashStruct of all that its opener stated, so that whoever pledges can prove what for. Chain and DAO are bound by the domain of the pledge.
 * @example
 * const budget = { title: 'Autumn', token: factory, amount: 5n, allocation: 100n, closesAt: 0, salt: chain.genesisHash }
 * budgetIdOf(budget) === budgetIdOf({ ...budget, amount: 6n }) // => false
 */
export const budgetIdOf = (budget: Budget): BudgetId => to0x(hashStruct('Budget', budget as unknown as Record<string, unknown>)) as BudgetId

/**
 * A project's id: hashStruct of budget, name, payee and text. The same project named twice is one; with another payee it is another project.
 * @example
 * const project = { budget, name: 'Well', payee: bob, text: '' }
 * projectIdOf(project) === projectIdOf({ ...project, payee: alice }) // => false
 */
export const projectIdOf = (project: Project): ProjectId =>
  to0x(hashStruct('Project', project as unknown as Record<string, unknown>)) as ProjectId

/**
 * slot = proposer × 2^96 + counter: a member's own numbers for its decisions, of which each is enacted at most once.
 * @example
 * slotOf(alice, 3n) & 0xffn // => 3n
 */
export const slotOf = (proposer: Address, counter: bigint): bigint => (BigInt(proposer) << 96n) | counter
