import { address, type Call, type Decision, type Genesis, type Hex, type Member, type Rules } from '@daomesh/protocol'

type ChainMember = { readonly account: Hex; readonly kind: number; readonly power: bigint; readonly shares: bigint }
type ChainGenesis = {
  readonly chainId: bigint
  readonly chainGenesis: Hex
  readonly name: string
  readonly members: readonly ChainMember[]
  readonly rules: Rules
  readonly salt: Hex
}

/** Addresses of the ABI decoder are checksummed; ours are lower case, and facts are hashed. Fields are named one by one: nothing else may enter the hash. */
export const toMember = ({ account, kind, power, shares }: ChainMember): Member => ({
  account: address.parse(account),
  kind,
  power,
  shares,
})

export const toRules = (rules: Rules): Rules => ({
  mode: rules.mode,
  quorumBps: rules.quorumBps,
  thresholdBps: rules.thresholdBps,
  votingPeriod: rules.votingPeriod,
  gracePeriod: rules.gracePeriod,
  challengeWindow: rules.challengeWindow,
  credits: rules.credits,
  incomeBps: rules.incomeBps,
  refundCap: rules.refundCap,
})

export const toGenesis = (genesis: ChainGenesis): Genesis => ({
  chainId: genesis.chainId,
  chainGenesis: genesis.chainGenesis.toLowerCase() as Hex,
  name: genesis.name,
  members: genesis.members.map(toMember),
  rules: toRules(genesis.rules),
  salt: genesis.salt.toLowerCase() as Hex,
})

type ChainDecision = Omit<Decision, 'executor' | 'calls'> & {
  readonly executor: Hex
  readonly calls: readonly (Omit<Call, 'target'> & { readonly target: Hex })[]
}

export const toDecision = (raw: ChainDecision): Decision => ({
  ...raw,
  executor: address.parse(raw.executor),
  calls: raw.calls.map((call) => ({ ...call, target: address.parse(call.target) })),
})
