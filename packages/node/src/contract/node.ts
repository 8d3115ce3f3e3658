import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { diagnosisShape } from './diagnosis.ts'
import { id, requestId, transactionRow } from './shapes.ts'

/** What the status bar shows. `alone`: online, but no peer; `syncing`: connected, not equal yet; `live`: equal with every connected peer. */
export const networkState = z.enum(['offline', 'starting', 'alone', 'syncing', 'live'])

/** Another device that was compared with this one and is not equal: what its chain endpoint tells, or what it makes of the same records. */
const differenceShape = z.object({
  space: id.spaceId,
  device: id.deviceId,
  name: z.string().nullable(),
  what: z.enum(['history', 'state']),
  code: z.enum(['HISTORY_DIFFERS', 'STATE_DIFFERS']),
})

export const statusShape = z.object({
  version: z.string(),
  home: z.string(),
  device: id.deviceId,
  account: id.address.nullable(),
  /** `none`: no key file yet; `locked`: password needed. `page`: where the trusted window can be opened from a browser, null on the desktop. */
  signer: z.object({
    state: z.enum(['none', 'locked', 'ready']),
    accounts: z.array(id.address),
    page: z.string().nullable(),
    pending: z.number().int(),
  }),
  network: z.object({ online: z.boolean(), state: networkState, peers: z.number().int() }),
  chain: z.object({
    name: z.string(),
    /** What its own coin is called. */
    coin: z.string(),
    rpcUrl: z.string().nullable(),
    /** Whether another endpoint may be chosen: not where this machine keeps the chain itself. */
    movable: z.boolean(),
    chainId: z.string().nullable(),
    genesisHash: id.bytes32.nullable(),
    factory: id.address.nullable(),
    /** `contradicts`: it answers, and denies what was final of a DAO that is followed here. */
    state: z.enum(['connecting', 'online', 'offline', 'mismatch', 'contradicts']),
    block: z.string().nullable(),
    sandbox: z.boolean(),
  }),
  storage: z.object({
    /** The database was found damaged at a start and nobody has dismissed it: the file that was set aside, and how many entries were taken over. */
    damage: z.object({ file: z.string(), entries: z.number().int() }).nullable(),
    /** This home was put back from a copy, or moved, and nobody has read that yet. `older`: others remember more of what this device wrote than it does. */
    restored: z.object({ at: z.number(), older: z.boolean() }).nullable(),
    /** Names of the node's own rows that this version cannot read; they are left where they are. */
    unreadable: z.array(z.string()),
  }),
  differences: z.array(differenceShape),
})

/** Which part of the node changed; clients ask again for what they show: `status`, `spaces`, `space:<id>`, `draft:<id>`, `files:<space>`, `network`, `chain`, `signer`, `transactions`. */
export const changeShape = z.object({ cursor: z.string(), topics: z.array(z.string()) })

export const nodeContract = {
  status: oc.output(statusShape),
  /**
   * First the current cursor with the topic `*` (ask for everything) unless all changes after `cursor` are still held; then each change. A cursor is
   * opaque and ends with the node's process: one of an earlier process is answered with `*` too.
   */
  changes: oc.input(z.object({ cursor: z.string().max(64).nullable() })).output(eventIterator(changeShape)),
  /** Chooses which of the signer's accounts this node speaks for. */
  useAccount: oc.input(z.object({ requestId, account: id.address })).output(z.object({ account: id.address })),
  /** Takes the word of the damage off the screen. */
  dismissDamage: oc.input(z.object({ requestId })).output(z.object({})),
  /** Takes the word that this home was put back from a copy off the screen. */
  dismissRestored: oc.input(z.object({ requestId })).output(z.object({})),
  /** Takes back what the command of this request asked to be signed: it then fails with `SIGNING_REFUSED`. No request id of its own: what is taken back is gone. */
  takeBack: oc.input(z.object({ request: requestId })).output(z.object({ taken: z.number().int() })),
  /** Brings up the trusted window (create, unlock, confirm): the desktop opens its own, a headless node answers the page's address. */
  openSigner: oc.output(z.object({ page: z.string().nullable() })),
}

export const chainContract = {
  balance: oc.input(z.object({ address: id.address })).output(z.object({ wei: id.amount })),
  transactions: oc.output(z.array(transactionRow)),
  retry: oc.input(z.object({ requestId, transaction: z.string() })).output(transactionRow),
  /** Signs a sent transaction again with a higher fee and the same nonce: at most one of them is ever mined. One that is not `sent` stays as it is. */
  accelerate: oc.input(z.object({ requestId, transaction: z.string() })).output(transactionRow),
  /** Takes back one of which nothing is signed yet, such as one that waits for money: those behind it go on, and `retry` brings it back. Every other stays as it is. */
  drop: oc.input(z.object({ requestId, transaction: z.string() })).output(transactionRow),
  /** Reaches the chain through another endpoint, now and at later starts; `nextStart` for one of another chain, which only a home without DAOs may choose. */
  chooseEndpoint: oc.input(z.object({ rpcUrl: z.string().max(4_096) })).output(z.object({ from: z.enum(['now', 'nextStart']) })),
  /**
   * Reads the history of every DAO from its founding on, as the present endpoint tells it. What differs from what was final here takes its place at the next
   * start, whole; `differing`: of how many DAOs. What else was made of the chain is made anew then. No request id: read once more it is the same.
   */
  rereadHistory: oc.output(z.object({ differing: z.number().int(), from: z.literal('nextStart') })),
  /** Sandbox chains only: gives the node's account some ether, so that a newcomer can try things out. */
  faucet: oc.input(z.object({ requestId })).output(z.object({ wei: id.amount })),
}

export const networkContract = {
  status: oc.output(
    z.object({
      online: z.boolean(),
      state: networkState,
      device: id.deviceId,
      addresses: z.array(z.string()),
      /** Those of them that lead through a relay. */
      relayed: z.array(z.string()),
      differences: z.array(differenceShape),
      peers: z.array(
        z.object({
          device: id.deviceId,
          names: z.array(z.string()),
          addresses: z.array(z.string()),
          /** A relay carries what is said: neither side could be called directly. */
          relayed: z.boolean(),
          since: z.number(),
          latency: z.number().nullable(),
        }),
      ),
      spaces: z.array(
        z.object({
          space: id.spaceId,
          kind: z.enum(['lobby', 'dao', 'deal']),
          name: z.string(),
          entries: z.number().int(),
          pending: z.number().int(),
          lastSync: z.number().nullable(),
          peers: z.array(z.object({ device: id.deviceId, name: z.string().nullable(), equal: z.boolean().nullable() })),
        }),
      ),
    }),
  ),
  /** No request id: an open connection is answered as it is, and the address is remembered once. */
  dial: oc.input(z.object({ address: z.string().max(300) })).output(z.object({ device: id.deviceId })),
  /** `chain` false also cuts the node off from its chain endpoint. Everything goes on locally. No request id: a state is set, not changed. */
  setOnline: oc.input(z.object({ online: z.boolean(), chain: z.boolean() })).output(z.object({ online: z.boolean() })),
  /** What is wrong here, and why a member is not seen. `probe` calls every member who is away first, for twelve seconds at most. Changes nothing. */
  diagnose: oc.input(z.object({ probe: z.boolean() })).output(diagnosisShape),
  /** No request id: comparing again with equal peers moves nothing. */
  syncNow: oc.output(z.object({ sessions: z.number().int() })),
}
