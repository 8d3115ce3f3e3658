import { decodeHeader, governanceStream, type ViewFact } from '@daomesh/protocol'
import type { CheckedEntry, Core } from './core.ts'
import { holdAside } from './aside.ts'
import { wait } from './graph.ts'
import { holdsBack, judge, type OriginFact, type Ruling } from './judge.ts'
import { causally, deviceKeyOf, type EntryNode, isComplete, memberOf, streamOf } from './model.ts'
import { removalsIn } from './removals.ts'
import { standings } from './standing.ts'

const holdTips = (core: Core, node: EntryNode): void => {
  const stream = streamOf(node)
  const tips = core.tips.get(stream) ?? new Set<EntryNode>()
  core.tips.set(stream, tips)
  for (const ref of node.refs) {
    tips.delete(ref)
    core.aside.delete(ref.id)
  }
  tips.add(node)
  core.aside.delete(node.id)
}

const noteView = (core: Core, fact: ViewFact): void => {
  if (core.views.has(fact.view)) return
  core.views.set(fact.view, fact)
  for (const seat of fact.through?.values() ?? []) core.members.add(seat)
  noteRemovals(core)
}

const noteMember = (core: Core, node: EntryNode): void => {
  if (node.member === null || core.members.has(node.member)) return
  core.members.add(node.member)
  noteRemovals(core)
}

/** From the first removal or fork on, every step counts anew. */
export const noteRemovals = (core: Core): void => {
  if (!core.recounting) core.recounting = removalsIn([...core.views.values(), core.init.views.current()], core.members).size > 0
}

/** From the first revoked device on, too. */
export const noteUnlink = (core: Core, node: EntryNode, ruling: Pick<Ruling, 'unlinks'>): void => {
  if (ruling.unlinks === null) return
  node.unlinks = deviceKeyOf(ruling.unlinks)
  core.unlinks.add(node)
  core.recounting = true
}

/** Puts a ruling on a node and lets what waited for it go on. */
export const rule = (core: Core, node: EntryNode, fact: ViewFact, ruling: Ruling): void => {
  node.verdict = ruling.verdict
  node.reason = ruling.reason
  node.member = ruling.member
  noteUnlink(core, node, ruling)
  core.step.judged.add(node)
  noteView(core, fact)
  noteMember(core, node)
  if (ruling.verdict === 'locked') core.unjudged.locked.add(node)
  else core.unjudged.locked.delete(node)
  for (const waiting of core.graph.waiters.get(node.id) ?? []) if (isComplete(waiting)) core.ready.push(waiting)
  if (ruling.verdict !== 'locked') core.graph.waiters.delete(node.id)
  core.pendingWrites.push({ node, writes: ruling.writes })
}

type Whole = Pick<CheckedEntry, 'header' | 'headerBytes' | 'opened'> & { readonly body: Uint8Array }

const hasBody = (entry: CheckedEntry): entry is CheckedEntry & Whole => entry.body !== null

const parsed = (core: Core, node: EntryNode): Whole | null => {
  const fresh = core.step.inserted.get(node.id)?.entry
  if (fresh) return hasBody(fresh) ? fresh : null
  const bytes = core.init.store.read(node.id)
  return bytes?.body ? { header: decodeHeader(bytes.headerBytes), headerBytes: bytes.headerBytes, body: bytes.body, opened: null } : null
}

/** The ruling on a node whose references are judged; null when its bytes are not here. */
export const ruleOn = (core: Core, node: EntryNode, fact: ViewFact, origin: OriginFact = node.origin ?? node): Ruling | null => {
  const entry = parsed(core, node)
  if (entry === null) return null
  return judge({
    node,
    header: entry.header,
    fact,
    origin: { verdict: origin.verdict, member: origin.member },
    reduce: core.init.reduce,
    plaintext: () => entry.opened ?? core.init.openBody(entry.header, entry.body, entry.headerBytes),
  })
}

const judgeOne = (core: Core, node: EntryNode): boolean => {
  if (node.verdict !== 'pending' || !isComplete(node)) return false
  for (const ref of node.refs)
    if (holdsBack(ref, ref.verdict, node)) {
      wait(core.graph, ref.id, node)
      return false
    }
  const fact = core.init.views.lookup(node.view)
  if (fact === undefined) {
    core.unjudged.viewWaiting.add(node)
    return false
  }
  const ruling = ruleOn(core, node, fact)
  if (ruling === null) return false
  rule(core, node, fact, ruling)
  return true
}

/** Judges at most `most` entries; false when more are ready. Iterative, so depth costs nothing. */
export const drain = (core: Core, most: number): boolean => {
  let judged = 0
  let at = 0
  for (; at < core.ready.length && judged < most; at++) {
    const node = core.ready[at]
    if (node && judgeOne(core, node)) judged++
  }
  core.ready = core.ready.slice(at)
  settle(core)
  return core.ready.length === 0
}

const isFolded = (node: EntryNode): boolean => node.verdict === 'accepted' && node.standing === 'counted'

/** Decides what counts, then merges what the step has newly accepted. */
export const settle = (core: Core): void => {
  if (core.graph.forked.size > 0) core.recounting = true
  if (core.recounting) recount(core)
  // What counts again comes before what is new and rests on it.
  core.pendingWrites.sort((a, b) => causally(a.node, b.node))
  for (const { node, writes } of core.pendingWrites) {
    if (!isFolded(node)) continue
    core.state.merge(node.id, writes)
    core.step.accepted.push(node)
    if (memberOf(node) !== null) holdTips(core, node)
  }
  core.pendingWrites = []
}

const recount = (core: Core): void => {
  const { graph } = core
  const fresh = new Set(core.pendingWrites.map(({ node }) => node))
  const out = currentStandings(core)
  const forkedIn = new Set<string>()
  for (const node of graph.order) {
    const standing = out.get(node) ?? 'counted'
    if (standing === node.standing) continue
    const folded = isFolded(node) && !fresh.has(node)
    node.standing = standing
    core.unjudged.recount(node)
    core.step.judged.add(node)
    graph.touched.add(node.log)
    if (folded) withdraw(core, node)
    if (folded && standing === 'forked') forkedIn.add(streamOf(node))
    else if (isFolded(node) && !fresh.has(node)) restore(core, node)
  }
  holdBelow(core, forkedIn)
}

/** What only a branch that is set aside cites is an end again. In one walk, however many streams a hostile device forks at once. */
const holdBelow = (core: Core, streams: ReadonlySet<string>): void => {
  if (streams.size === 0) return
  const nodes = [...core.graph.order].filter((node) => isFolded(node) && streams.has(streamOf(node)))
  const cited = new Set(nodes.flatMap((node) => node.refs))
  for (const node of nodes) {
    if (memberOf(node) === null || cited.has(node)) continue
    const tips = core.tips.get(streamOf(node)) ?? new Set<EntryNode>()
    core.tips.set(streamOf(node), tips)
    tips.add(node)
  }
}

const withdraw = (core: Core, node: EntryNode): void => {
  core.step.withdrawn.push(node)
  if (streamOf(node) === governanceStream) core.refoldDue = true
  if (node.standing === 'forked') core.tips.get(streamOf(node))?.delete(node)
  else holdAside(core, node)
}

/** Something that was set aside counts again, because another member's entry rests on it. */
const restore = (core: Core, node: EntryNode): void => {
  const fact = core.views.get(node.view)
  const ruling = fact && ruleOn(core, node, fact)
  if (ruling) core.pendingWrites.push({ node, writes: ruling.writes })
}

export const currentStandings = (core: Core): ReadonlyMap<EntryNode, 'forked' | 'cut'> =>
  standings({
    graph: core.graph,
    factOf: (node) => ({ member: memberOf(node), view: node.verdict === 'pending' ? undefined : core.views.get(node.view) }),
    views: [...core.views.values(), core.init.views.current()],
    unlinks: new Map([...core.unlinks].flatMap((node) => (node.unlinks === null ? [] : [[node, node.unlinks] as const]))),
  })
