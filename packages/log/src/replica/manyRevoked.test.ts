import { type Address, type DeviceId, type EntryId, type LogId, type SpaceId, toHex, type ViewFact, type ViewId } from '@daomesh/protocol'
import { expect, it } from 'vitest'
import { emptyGraph, emptyLog, type EntryNode, makeNode } from './model.ts'
import { standings } from './standing.ts'

const graph = emptyGraph('' as SpaceId)
const view: ViewFact = { view: 'view' as ViewId, index: 0, members: null }
const idOf = (n: number): string => toHex(new Uint8Array(new BigUint64Array([BigInt(n)]).buffer)).padStart(64, '0')

/** A member that linked so many devices, wrote with each and revoked all of them; and another who talks on. */
const revoking = (devices: number) => {
  const order: EntryNode[] = []
  const write = (member: string, device: number, prev: EntryNode | null): EntryNode => {
    const log = prev?.log ?? { ...emptyLog(idOf(order.length) as LogId), stream: 'governance' }
    const node = makeNode(
      graph,
      idOf(order.length) as EntryId,
      {
        v: 1,
        space: '' as SpaceId,
        log: log.id,
        seq: prev === null ? 0 : prev.seq + 1,
        prev: prev?.id ?? null,
        parents: [],
        view: view.view,
        at: 0,
        device: idOf(device) as DeviceId,
        opening: null,
        kind: 'note',
        keyId: null,
        bodyHash: '',
        bodySize: 0,
      },
      log,
    )
    node.refs = prev === null ? [] : [prev]
    node.origin = prev?.origin ?? node
    node.member = prev === null ? (member as Address) : null
    node.depth = node.seq + 1
    node.verdict = 'accepted'
    order.push(node)
    return node
  }
  const unlinks = new Map<EntryNode, string>()
  let [hers, his] = [write('ann', devices, null), write('ben', devices + 1, null)]
  const lost = Array.from({ length: devices }, (_, i) => write('ann', i, null))
  for (const node of lost) {
    hers = write('ann', devices, hers)
    unlinks.set(hers, `ann/${node.device}`)
    his = write('ben', devices + 1, his)
  }
  return { order, unlinks, lost }
}

const millisecondsOf = ({ order, unlinks, lost }: ReturnType<typeof revoking>): number => {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage()
    const out = standings({
      graph: { order, forked: new Set() },
      factOf: (node) => ({ member: node.origin?.member ?? null, view }),
      views: [view],
      unlinks,
    })
    const { user, system } = process.cpuUsage(before)
    expect(lost.every((node) => out.get(node) === 'cut')).toBe(true)
    expect(out.size).toBe(lost.length)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

it('L50 N5 a member that revokes a thousand devices of its own makes no step cost more than the records that it wrote', () => {
  millisecondsOf(revoking(100))
  const [some, many] = [millisecondsOf(revoking(100)), millisecondsOf(revoking(1_600))]
  // Sixteen times as much to look at. Each entry against each device would be 256 times as much: seconds, at every record of anybody.
  expect(many).toBeLessThan(some * 60 + 60)
})
