import { genesisState, viewsOf } from '@daomesh/governance'
import { deviceKeyFromSeed } from '@daomesh/log/native'
import {
  type Address,
  type ChainIdentity,
  daomeshDomain,
  daoSpaceOf,
  type DeviceKey,
  type Genesis,
  hashOf,
  hashTypedData,
  type Hex,
  keyIdOf,
  type LinkDevice,
  to0x,
  utf8,
} from '@daomesh/protocol'
import { privateKeyToAccount, sign } from 'viem/accounts'

const made = (label: string, n = 0): Uint8Array => hashOf('daomesh/bench/1', utf8(`${label} ${n}`))

export const chain: ChainIdentity = { chainId: 31_337n, genesisHash: to0x(made('chain')) }
export const dao = to0x(made('dao').subarray(12)) as Address
export const space = daoSpaceOf(chain, dao)
/** The space key, and its name in headers. */
export const key = made('key')
export const keyId = keyIdOf(key)

/** A member with one device, linked by a real signature of the account. */
export type BenchMember = {
  readonly account: Address
  readonly device: DeviceKey
  readonly link: LinkDevice
  readonly signature: Hex
}

const memberOf = async (n: number): Promise<BenchMember> => {
  const privateKey = to0x(made('account', n))
  const account = privateKeyToAccount(privateKey).address.toLowerCase() as Address
  const device = deviceKeyFromSeed(made('device', n))
  const link: LinkDevice = {
    member: account,
    device: `0x${device.device}`,
    exchangeKey: to0x(made('exchange', n)),
    notAfter: 4_000_000_000n,
    nonce: to0x(made('nonce', n)),
  }
  const hash = hashTypedData(daomeshDomain(chain.chainId), 'LinkDevice', link)
  return { account, device, link, signature: await sign({ hash, privateKey, to: 'hex' }) }
}

/** A DAO of twelve, the same in every process of a run. */
export const members: readonly BenchMember[] = await Promise.all(Array.from({ length: 12 }, (_, n) => memberOf(n)))

const genesis: Genesis = {
  chainId: chain.chainId,
  chainGenesis: chain.genesisHash,
  name: 'Bench',
  members: members.map(({ account }) => ({ account, kind: 0, power: 1n, shares: 100n })).sort((a, b) => (a.account < b.account ? -1 : 1)),
  rules: {
    mode: 0,
    quorumBps: 5_000,
    thresholdBps: 5_000,
    votingPeriod: 604_800,
    gracePeriod: 0,
    challengeWindow: 86_400,
    credits: 0,
    incomeBps: 0,
    refundCap: 0,
  },
  salt: to0x(made('salt')),
}
export const views = viewsOf(space, genesisState(genesis))
