import type { ChainAdapter, MemberNode, SignerDesk } from '@daomesh/node'
import type { RelayFor } from '@daomesh/network'
import type { LogLevel } from '../system/logLevels.ts'
import type { StderrLog } from '../system/openLogger.ts'
import type { ChainChoice } from './connectChain.ts'

/** A desk that comes up while the node reads its program and opens what is stored. */
export type StartingSigner = {
  readonly desk: SignerDesk
  readonly ready: Promise<void>
  readonly close: () => Promise<void>
  /** Whether it may serve this chain, asked before anything is signed. @throws DaomeshError `SIGNING_REFUSED`. */
  readonly checkChain: (chain: ChainAdapter) => void
}

export type StartMemberNodeParameters = {
  readonly home: string
  /** A chain behind an endpoint, or the sandbox chain of this machine kept in a folder; a bundle names the keeper in it. */
  readonly chain: ChainChoice | { readonly sandboxFolder: string; readonly keeper?: string | undefined }
  /** Multiaddrs to listen on; the default takes a free TCP port on every interface. */
  readonly listen?: readonly string[] | undefined
  /** For whom this node relays connections that their own routers would not let in. */
  readonly relay?: RelayFor | undefined
  /** Addresses to tell others instead of this machine's own. */
  readonly announce?: readonly string[] | undefined
  /** Finding members on the local network; on by default. */
  readonly mdns?: boolean | undefined
  /** The desk, or how to bring it up once the home is ours. */
  readonly signer: SignerDesk | (() => StartingSigner)
  /** Where this program is a bundle: the files of the threads that check signatures, and a large database. */
  readonly threads?: { readonly verify: string; readonly check: string } | undefined
  readonly logLevel: LogLevel
  /** Beside the file: nothing, warnings in words for a person, or the lines themselves for a service that collects them. */
  readonly stderr?: StderrLog | undefined
  readonly version: string
}

export type RunningNode = {
  readonly node: MemberNode
  readonly chain: ChainAdapter
  /** Ends everything in order: network, records, chain, log, and at last the home is free again. */
  readonly close: () => Promise<void>
}
