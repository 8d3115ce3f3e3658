import { type Address, type ChainIdentity, type Clock, DaomeshError } from '@daomesh/protocol'
import type { PublicClient } from 'viem'
import { getAllowance } from '../actions/getAllowance.ts'
import { getBalance } from '../actions/getBalance.ts'
import { getBlockHash } from '../actions/getBlockHash.ts'
import { getBondFacts } from '../actions/getBondFacts.ts'
import { getSaleFacts } from '../actions/getSaleFacts.ts'
import { getBountyFacts } from '../actions/getBountyFacts.ts'
import { getCodeHash } from '../actions/getCodeHash.ts'
import { getDaos } from '../actions/getDaos.ts'
import { getFacts } from '../actions/getFacts.ts'
import { getHead } from '../actions/getHead.ts'
import { getIdentity } from '../actions/getIdentity.ts'
import { getMinedCall } from '../actions/getMinedCall.ts'
import { getNonces } from '../actions/getNonces.ts'
import { getToken } from '../actions/getToken.ts'
import { getReceipt } from '../actions/getReceipt.ts'
import { getRecords } from '../actions/getRecords.ts'
import { getRoundFacts } from '../actions/getRoundFacts.ts'
import { getSpentSlots } from '../actions/getSpentSlots.ts'
import { prepare } from '../actions/prepare.ts'
import { sendRaw } from '../actions/sendRaw.ts'
import { signs } from '../actions/signs.ts'
import { simulate } from '../actions/simulate.ts'
import { toChainError } from '../errors/toChainError.ts'
import { connect } from './connect.ts'
import type { ChainClient, ChainHead, ChainProfile, FactsCursor } from './ports.ts'
import { refuseInvented } from './refuseInvented.ts'
import { createSleepers } from './sleepers.ts'
import { watchFacts } from './watchFacts.ts'

/** Which chain an endpoint speaks for, before there is a profile for it. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const readChainIdentity = async (rpcUrl: string): Promise<ChainIdentity> => {
  try {
    return await getIdentity(connect(rpcUrl))
  } catch (error) {
    throw toChainError(error)
  }
}

/** How often in a row a cursor has to be denied. */
const denialsUntilSaid = 3

export type ChainClientInit = { readonly rpcUrl: string; readonly profile: ChainProfile; readonly clock: Clock }

/** A client whose endpoint may be exchanged for another of the same chain. */
export type EndpointClient = ChainClient & {
  readonly rpcUrl: () => string
  /** From the next question on; whoever watches looks at once. Another chain is noticed as ever (SPEC A6): ask `readChainIdentity` before. */
  readonly setEndpoint: (rpcUrl: string) => void
}

/**
 * A chain behind a JSON-RPC endpoint. The chain's identity is asked for along with every question, in the same HTTP request: an endpoint that comes to
 * speak for another chain (a sandbox begun anew, a wrong proxy) is noticed before its answer is used (SPEC A6).
 */
export const createChainClient = ({ rpcUrl, profile, clock }: ChainClientInit): EndpointClient => {
  let endpoint = rpcUrl
  /** A page may be thousands of questions: whoever goes over to another endpoint, or offline, waits for none of those that are left. */
  const connectTo = (url: string): PublicClient => {
    const own: PublicClient = connect(url, () => {
      checkOnline()
      if (rpc !== own) throw new DaomeshError('CHAIN_UNREACHABLE', { meta: { detail: 'another endpoint is asked now' } })
    })
    return own
  }
  const sleepers = createSleepers()
  let online = true
  let records: Address | null = null

  const checkOnline = (): void => {
    if (!online) throw new DaomeshError('CHAIN_UNREACHABLE', { meta: { detail: 'switched off' } })
  }
  let rpc = connectTo(rpcUrl)
  const checkIdentity = async (): Promise<ChainIdentity> => {
    const found = await getIdentity(rpc)
    const { chainId, genesisHash } = profile.identity
    if (found.chainId === chainId && found.genesisHash === genesisHash) return found
    const meta = { expected: `${chainId}:${genesisHash}`, found: `${found.chainId}:${found.genesisHash}` }
    throw new DaomeshError('CHAIN_MISMATCH', { meta })
  }
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    checkOnline()
    const [identity, answer] = await Promise.allSettled([checkIdentity(), question()])
    checkOnline()
    if (identity.status === 'rejected') throw toChainError(identity.reason)
    if (answer.status === 'rejected') throw toChainError(answer.reason)
    return answer.value
  }
  const { finality } = profile
  const page = <P extends { readonly head: ChainHead }>(
    { from }: { readonly from: FactsCursor | null },
    read: () => Promise<P>,
  ): Promise<P> =>
    ask(async () => {
      for (let time = 1; ; time++)
        try {
          return refuseInvented(clock, from, await read())
        } catch (error) {
          // One of several endpoints behind the address may be on another branch, or stuck: who reads on is told so when it is said again (SPEC A97).
          if (!(error instanceof DaomeshError) || error.code !== 'CHAIN_EVENTS_DIFFER' || time === denialsUntilSaid) throw error
        }
    })

  const client: EndpointClient = {
    profile,
    rpcUrl: () => endpoint,
    setEndpoint: (url) => {
      endpoint = url
      rpc = connectTo(url)
      sleepers.wake()
    },
    identity: () => ask(() => Promise.resolve(profile.identity)),
    head: () => ask(() => getHead(rpc, { finality })),
    blockHash: (number) => ask(() => getBlockHash(rpc, { number })),
    facts: (request) => page(request, () => getFacts(rpc, { ...request, profile })),
    watch: (request) => watchFacts(client.facts, profile, { clock, sleepers }, request),
    bountyFacts: (request) => page(request, () => getBountyFacts(rpc, { ...request, profile })),
    watchBounties: (request) => watchFacts(client.bountyFacts, profile, { clock, sleepers }, request),
    roundFacts: (request) => page(request, () => getRoundFacts(rpc, { ...request, profile })),
    watchRounds: (request) => watchFacts(client.roundFacts, profile, { clock, sleepers }, request),
    saleFacts: (request) => page(request, () => getSaleFacts(rpc, { ...request, profile })),
    bondFacts: (request) => page(request, () => getBondFacts(rpc, { ...request, profile })),
    watchBonds: (request) => watchFacts(client.bondFacts, profile, { clock, sleepers }, request),
    daos: (request) => page(request, () => getDaos(rpc, { ...request, profile })),
    balance: (account, token, item) => ask(() => getBalance(rpc, { account, token, item })),
    allowance: (request) => ask(() => getAllowance(rpc, request)),
    token: (token) => ask(() => getToken(rpc, { token })),
    codeHash: (account) => ask(() => getCodeHash(rpc, { account })),
    records: async () => {
      records ??= await ask(() => getRecords(rpc, profile))
      return records
    },
    spentSlots: (request) => ask(() => getSpentSlots(rpc, request)),
    simulate: (request) => ask(() => simulate(rpc, request)),
    signs: (request) => ask(() => signs(rpc, request)),
    nonces: (account) => ask(() => getNonces(rpc, { account, finality })),
    prepare: (request) => ask(() => prepare(rpc, request)),
    // Nothing is sent before the chain is known to be the right one.
    sendRaw: async (raw) => {
      await ask(() => Promise.resolve())
      return ask(() => sendRaw(rpc, { raw }))
    },
    receipt: (hash) => ask(() => getReceipt(rpc, { hash, finality })),
    minedCall: (hash) => ask(() => getMinedCall(rpc, { hash })),
    setOnline: (value) => {
      online = value
      if (value) sleepers.wake()
    },
  }
  return client
}
