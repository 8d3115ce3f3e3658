import { type AppendContent, type Appended, LogEnded, type MetaRow, type Replica } from '@daomesh/log'
import {
  type Address,
  type Cbor,
  DaomeshError,
  decodeEntry,
  type EntryId,
  governanceStream,
  type Kind,
  type LogId,
  sealBody,
  type SpaceId,
  toRecord,
  type ViewFact,
  type ViewId,
} from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { DeviceLinks } from '../identity/createDeviceLinks.ts'
import type { HeldKey } from '../keyring/makeSeal.ts'

/** So often a log may end between its opening and what is written in it: each end takes a peer that tells of more than was known before. */
const mostEnds = 3

/** Readable without the space key, because they are what a newcomer needs before it: whose device writes, the sealed key itself, and who is let into a deal. */
const plainKinds: ReadonlySet<string> = new Set(['log.open', 'key.seal', 'device.unlink', 'deal.arbiter'])

type Parameters = Pick<NodeAdapters, 'random'> & {
  readonly space: SpaceId
  readonly chainId: bigint
  readonly replica: Replica
  readonly links: Pick<DeviceLinks, 'of'>
  readonly account: () => Address
  /** The view that the account writes in; undefined for who is not in the space. */
  readonly view: () => ViewFact | undefined
  /** Whether the account unlinked this very device: then nothing it writes counts. */
  readonly unlinked: () => boolean
  /** The key to encrypt with in this view. */
  readonly writingKey: () => Promise<HeldKey>
  /** Asks peers for this device's own heads before its first write, so that a restored backup does not fork its log. */
  readonly proveContinuity: () => Promise<void>
}

export type AppendOptions = {
  readonly stream?: string
  /** Rows of the node written in the same transaction as the entry, from its id where they name it: the outcome of a request. */
  readonly meta?: readonly MetaRow[] | ((entry: EntryId) => readonly MetaRow[])
  /** What the entry answers to, where that is not every tip. */
  readonly parents?: readonly EntryId[]
}
/** How a log is opened where the usual does not do. */
export type Opening = {
  /** What the opening answers to, where that is not every tip. */
  readonly parents?: readonly EntryId[]
  /** Whether the own log is left though it could go on. */
  readonly afresh?: boolean
}
export type Append = (kind: Kind, body: object, options?: AppendOptions) => Promise<EntryId>

/** Records of the governance stream in one transaction, all or none; `meta` as for the last of them. Answers their ids. */
export type AppendAll = (
  records: readonly { readonly kind: Kind; readonly body: object }[],
  options?: Pick<AppendOptions, 'meta'>,
) => Promise<readonly EntryId[]>

export type Author = {
  /** Waits for its turn. */
  readonly append: Append
  /** Waits for its turn. */
  readonly appendAll: AppendAll
  /** Writes to the governance stream, in the view named, inside a turn that is already this caller's. */
  readonly appendWithin: (kind: Kind, body: object, view: ViewId) => Promise<EntryId>
  /** Opens this device's log of the stream in the present view, where it is not open there yet. */
  readonly open: (stream: string, opening?: Opening) => Promise<void>
  readonly isInView: (stream: string) => boolean
  /** This device's log of the governance stream, opened where it does not go on. @throws DaomeshError `MEMBERSHIP_REFUSED`, `DEVICE_UNLINKED`, `SIGNING_REFUSED`. */
  readonly ownLog: () => Promise<LogId>
  readonly inTurn: <T>(act: () => Promise<T>) => Promise<T>
}

/** Writes this device's records: opens its log with the member's signed link, encrypts, and appends durably; what is stored is then published. */
export const createAuthor = (parameters: Parameters): Author => {
  const { space, chainId, replica, links, account, view, writingKey, random } = parameters
  let turn: Promise<unknown> = Promise.resolve()
  let proven: Promise<void> | null = null

  const contentOf = async (kind: Kind, body: object): Promise<AppendContent> => {
    const key = plainKinds.has(kind) ? null : await writingKey()
    return {
      kind,
      body: toRecord({ v: 1, ...body }) as Cbor,
      keyId: key?.id ?? null,
      seal: (header, plaintext) => (key === null ? plaintext : sealBody(key.key, random.bytes(24), header, plaintext)),
    }
  }

  /** Who is in the space through a DAO among the members names its roster too. */
  const inOwnView = (): { readonly view?: ViewId } => {
    const own = view()
    return own === undefined ? {} : { view: own.view }
  }

  const write = async (
    kind: Kind,
    body: object,
    stream: string,
    options: Omit<AppendOptions, 'stream'> & { readonly view?: ViewId; readonly log?: LogId } = {},
  ): Promise<Appended> => replica.append({ stream, ...inOwnView(), ...(await contentOf(kind, body)), ...options })

  /** Whether this device's log of the stream has an entry in the present view. */
  const isInView = (stream: string): boolean => {
    const place = replica.own(stream)
    const head = place === null ? undefined : replica.heads(stream).find(({ log }) => log === place.log)
    const bytes = head?.state === 'open' ? replica.wire(head.id) : null
    return bytes !== null && decodeEntry(bytes).header.view === view()?.view
  }

  const open = async (stream: string, parents?: readonly EntryId[]): Promise<LogId> => {
    if (parameters.unlinked()) throw new DaomeshError('DEVICE_UNLINKED')
    proven ??= parameters.proveContinuity().catch((error: unknown) => {
      proven = null
      throw error
    })
    await proven
    const place = replica.own(stream)
    if (place !== null && place.continuity === 'proven') return place.log
    const { link, signature } = await links.of(chainId, account())
    return (await write('log.open', { link, signature }, stream, parents === undefined ? {} : { parents })).log
  }

  const openForMember = async (stream: string): Promise<LogId> => {
    if (view() === undefined) throw new DaomeshError('MEMBERSHIP_REFUSED', { meta: { space } })
    return open(stream)
  }

  /** Writes in a log that is open; where it ended meanwhile, since a peer told that this home is older than itself, in one that is opened anew. */
  const inOpenLog = async <T>(opened: () => Promise<LogId>, written: (log: LogId) => Promise<T>): Promise<T> => {
    for (let left = mostEnds; ; left -= 1) {
      const log = await opened()
      try {
        return await written(log)
      } catch (error) {
        if (!(error instanceof LogEnded) || left === 0) throw error
      }
    }
  }

  /** One after the other: seq, prev and the key depend on what was written before. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = turn.then(act, act)
    turn = next.catch(() => undefined)
    return next
  }

  return {
    append: (kind, body, { stream = governanceStream, ...options } = {}) =>
      inTurn(async () => {
        const { id } = await inOpenLog(
          () => openForMember(stream),
          (log) => write(kind, body, stream, { ...options, log }),
        )
        return id
      }),
    appendAll: (records, options = {}) =>
      inTurn(async () => {
        const written = await inOpenLog(
          () => openForMember(governanceStream),
          async (log) => {
            const contents = []
            for (const { kind, body } of records)
              contents.push({ stream: governanceStream, log, ...inOwnView(), ...(await contentOf(kind, body)) })
            return replica.appendMany(contents.map((one, i) => (i === contents.length - 1 ? { ...one, ...options } : one)))
          },
        )
        return written.map(({ id }) => id)
      }),
    appendWithin: async (kind, body, inView) => {
      const { id } = await inOpenLog(
        () => open(governanceStream),
        (log) => write(kind, body, governanceStream, { view: inView, log }),
      )
      return id
    },
    open: (stream, { parents, afresh = false } = {}) =>
      inTurn(async () => {
        // A log from an older view is left: its next entry would be the one that says what of a removed member counts, and an edit must not be that.
        if (replica.own(stream) !== null && (afresh || !isInView(stream))) await replica.startFreshIncarnation(stream)
        await open(stream, parents)
      }),
    isInView,
    ownLog: () => inTurn(() => openForMember(governanceStream)),
    inTurn,
  }
}
