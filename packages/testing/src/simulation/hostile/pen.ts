import { createDevnetSigner } from '@daomesh/chain/devnet'
import type { MemoryDisk } from '@daomesh/log/memory'
import {
  accountSignature,
  bodyHashOf,
  type Cbor,
  daomeshDomain,
  decode,
  decodeHeader,
  type DeviceKey,
  encode,
  encodeHeader,
  type EntryHeader,
  type EntryId,
  entryIdOf,
  governanceStream,
  type Hex,
  keyIdOf,
  type LinkDevice,
  linkDeviceSchema,
  type LogId,
  logIdOf,
  openBody,
  sealBody,
  type SignedMessage,
  type SignedMessageName,
  signedBytes,
  type SpaceId,
  toHex,
  toRecord,
  type ViewId,
  type WireEntry,
} from '@daomesh/protocol'
import { z } from 'zod'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { deviceKeyOf } from '../../world/startMember.ts'
import { daoOnChain } from '../checks/chain.ts'
import { keysOnDisk } from '../keysOnDisk.ts'
import type { Person, World } from '../world.ts'

/** A log as its writer sees it; the next entry follows `last`. */
export type OwnLog = { readonly id: LogId; readonly stream: string; readonly incarnation: string; last: WireEntry | null }

export type SignedLink = { readonly link: LinkDevice; readonly signature: Hex }

/** A record of somebody that lies here, opened. */
export type Known = { readonly id: EntryId; readonly header: EntryHeader; readonly body: unknown }

/** What may be bent of an entry; all the rest is as an honest program would write it. */
export type Bent = Partial<Pick<EntryHeader, 'parents' | 'view' | 'at' | 'keyId' | 'seq' | 'prev'>> & {
  /** In place of the encoded body. */
  readonly plaintext?: Uint8Array
  /** Travels as it is, under whatever key the header names. */
  readonly unsealed?: boolean
}

/**
 * The pen of a member who writes what it likes: its real device key, its real account, the keys of the space and all records it has seen. What it
 * writes is always one well-formed, well-signed entry; whether it makes sense is for others to find out.
 */
export type Pen = {
  readonly random: SeededRandom
  readonly space: SpaceId
  readonly device: DeviceKey
  readonly link: SignedLink
  readonly known: readonly Known[]
  readonly views: readonly ViewId[]
  readonly keys: readonly Uint8Array[]
  readonly written: WireEntry[]
  readonly sign: <N extends SignedMessageName>(name: N, message: SignedMessage<N>) => Promise<Hex>
  /** A fresh log without its opening. */
  readonly log: (stream?: string) => OwnLog
  readonly write: (log: OwnLog, kind: string, body: unknown, bent?: Bent) => WireEntry
  /** A fresh log, properly opened. */
  readonly open: (stream?: string) => OwnLog
}

const linkRow = z.object({ link: linkDeviceSchema, signature: accountSignature })

const recordsOn = (disk: MemoryDisk, space: SpaceId, keys: readonly Uint8Array[]): readonly Known[] => {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]))
  return [...(disk.spaces.get(space)?.entries.values() ?? [])].flatMap(({ id, headerBytes, body, verdict }): Known[] => {
    const header = decodeHeader(headerBytes)
    const key = header.keyId === null ? null : byId.get(header.keyId)
    if (body === null || key === undefined || verdict !== 'accepted') return []
    return [{ id, header, body: decode(key === null ? body : openBody(key, headerBytes, body)) }]
  })
}

/** Takes the pen of a member whose node is down; everything it needs lies on its disk. */
export const takePen = (world: World, person: Person, random: SeededRandom): Pen => {
  const { space, clock } = world
  const { disk } = person
  const device = deviceKeyOf(person.name)
  const keys = keysOnDisk(person, space)
  const known = recordsOn(disk, space, keys)
  const [row] = [...disk.meta].filter(([name]) => name.startsWith('link:')).map(([, value]) => value)
  if (row === undefined || keys.length === 0) throw new RangeError(`${person.name} is not a member yet`)
  const views = [...new Set(known.map(({ header }) => header.view))]
  const { genesis, address } = daoOnChain(world)
  const signer = createDevnetSigner([person.key])
  const written: WireEntry[] = []

  const write: Pen['write'] = (log, kind, body, bent = {}) => {
    const first = log.last === null && bent.seq === undefined
    const plain = ['log.open', 'key.seal', 'device.unlink'].includes(kind)
    const key = random.pick(keys)
    const unsealed = {
      v: 1 as const,
      space,
      log: log.id,
      seq: bent.seq ?? (log.last === null ? 0 : log.last.header.seq + 1),
      prev: bent.prev === undefined ? (log.last?.id ?? null) : bent.prev,
      parents: [...new Set(bent.parents ?? [])].toSorted(),
      view: bent.view ?? (views.at(-1) as ViewId),
      at: bent.at ?? clock.now(),
      device: device.device,
      opening: first ? { stream: log.stream, incarnation: log.incarnation } : null,
      kind,
      keyId: bent.keyId === undefined ? (plain ? null : keyIdOf(key)) : bent.keyId,
    }
    const plaintext = bent.plaintext ?? encode(toRecord(body) as Cbor)
    const sealed = unsealed.keyId === null || bent.unsealed === true ? plaintext : sealBody(key, random.bytes(24), unsealed, plaintext)
    const header: EntryHeader = { ...unsealed, bodyHash: bodyHashOf(sealed), bodySize: sealed.length }
    const headerBytes = encodeHeader(header)
    const entry: WireEntry = {
      id: entryIdOf(headerBytes),
      header,
      headerBytes,
      signature: device.sign(signedBytes(headerBytes)),
      body: sealed,
    }
    written.push(entry)
    log.last = entry
    return entry
  }
  const log = (stream = governanceStream): OwnLog => {
    const incarnation = toHex(random.bytes(16))
    return { id: logIdOf(device.device, space, { stream, incarnation }), stream, incarnation, last: null }
  }
  const link = linkRow.parse(decode(row))
  return {
    random,
    space,
    device,
    link,
    known,
    views,
    keys,
    written,
    log,
    write,
    open: (stream) => {
      const opened = log(stream)
      write(opened, 'log.open', { v: 1, ...link })
      return opened
    },
    sign: (name, message) => {
      const domain =
        name === 'LinkDevice' || name === 'UnlinkDevice' ? daomeshDomain(genesis.chainId) : daomeshDomain(genesis.chainId, address)
      const request = { type: 'typedData', domain, name, message, context: { title: '', lines: [] } }
      return signer.sign(person.account, request as never)
    },
  }
}
