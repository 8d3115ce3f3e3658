import { type AuditRow, readRecords } from '@daomesh/node/client'
import type { Member } from '../../world/startMember.ts'
import { isMisled } from '../faults/mislead.ts'
import { count } from '../ledger.ts'
import type { Audits } from '../audits.ts'
import type { Person, World } from '../world.ts'
import { agreeing, apiOf } from '../person.ts'
import { demand } from '../violation.ts'
import { isLoose } from './isLoose.ts'

type Api = Member['api']
type AuditLines = readonly AuditRow[]

const byEntry = (lines: AuditLines) => new Map(lines.map((line) => [line.entry as string, line]))
const auditOf = (world: World, person: Person): Promise<AuditLines> => readRecords({ daos: apiOf(person).daos, space: world.space })

/** How many of the newest are looked at word for word; of all others the records and the state hash are compared. */
export type Depth = { readonly proposals: number; readonly drafts: number }
const everything: Depth = { proposals: Infinity, drafts: Infinity }

type Rows = Awaited<ReturnType<Api['proposals']['list']>>
type Pages = readonly Awaited<ReturnType<Api['proposals']['get']>>[]
type View = { readonly rows: Rows; readonly pages: Pages; readonly text: string }

/** What of a proposal every member must see alike, whoever asks, as one text. */
const viewOf = async (world: World, person: Person, depth: Depth): Promise<View> => {
  const api = apiOf(person)
  const rows = await api.proposals.list({ space: world.space })
  const states = rows.map(({ decision, state }) => `${decision} ${state}`).toSorted()
  const pages = await Promise.all(
    rows
      .slice(0, depth.proposals)
      .map(({ decision }) => decision)
      .toSorted()
      .map((decision) => api.proposals.get({ space: world.space, decision })),
  )
  const text = JSON.stringify([
    states,
    pages.map(({ decision, title, state, tally, ballotRows, comments, equivocations }) => ({
      decision,
      title,
      state,
      tally: { ...tally, explanation: undefined, weights: tally.weights.map(({ account, weight, support }) => [account, weight, support]) },
      ballots: ballotRows.map(({ account, support, revision }) => [account, support, revision]),
      comments: comments.map(({ entry, text }) => [entry, text]),
      equivocations,
    })),
  ])
  return { rows, pages, text }
}

const draftsOf = async (world: World, person: Person, depth: Depth): Promise<ReadonlyMap<string, string>> => {
  const api = apiOf(person)
  const texts = new Map<string, string>()
  const newest = (await api.drafts.list({ space: world.space })).slice(0, depth.drafts)
  for (const { draft } of newest.toSorted((a, b) => (a.draft < b.draft ? -1 : 1)))
    texts.set(draft, (await api.drafts.preview({ space: world.space, draft })).markdown)
  return texts
}

const checkTwins = (world: World, name: string, titles: readonly string[]): void => {
  const twice = titles.filter((title, i) => titles.indexOf(title) !== i)
  demand(world, twice.length === 0, 'a retried request acts once', () => `${name} shows twice: ${twice.join()}`)
}

/** Acknowledged on this node is present on this node, directly after a restart too: K1. */
export const checkKept = async (world: World, person: Person): Promise<void> => {
  const audit = byEntry(await auditOf(world, person))
  const queue = new Set((await apiOf(person).chain.transactions()).map(({ id }) => id))
  for (const one of person.acknowledged) {
    if (one.type !== 'paragraph' && person.lostWithDisk.has(one.id)) continue
    if (one.type === 'entry')
      demand(world, audit.has(one.id), 'K1 what was acknowledged survives', () => `${person.name} lost ${one.what} ${one.id}`)
    if (one.type === 'transaction')
      demand(world, queue.has(one.id), 'K1 what was acknowledged survives', () => `${person.name} lost transaction ${one.id}`)
  }
}

/**
 * Whether a proposal has expired depends on the newest block that an endpoint told of: within one block's time everybody knows the same.
 * @returns the view that all share, and the rows that each one's node lists.
 */
const checkViews = async (world: World, people: readonly Person[], depth: Depth) => {
  for (let looks = 1; ; looks++) {
    const views: { readonly person: Person; readonly view: View }[] = []
    for (const person of people) views.push({ person, view: await viewOf(world, person, depth) })
    const [first] = views
    if (first === undefined) throw new RangeError('somebody must be there')
    count(world.checks, sameProposals, views.length - 1)
    const different = views.find(({ view }) => view.text !== first.view.text)
    if (different === undefined) return { view: first.view, rows: new Map(views.map(({ person, view }) => [person, view.rows])) }
    demand(
      world,
      looks < mostLooks,
      sameProposals,
      () => `${different.person.name} and ${first.person.name}: ${parting(different.view.text, first.view.text)}`,
    )
    await world.pass(5_000)
  }
}
const sameProposals = 'D11 same proposals'
const mostLooks = 12

/** From a little before the first difference. */
const parting = (theirs: string, ours: string): string => {
  let at = 0
  while (at < theirs.length && theirs[at] === ours[at]) at++
  const [from, to] = [Math.max(0, at - 160), at + 120]
  return `${theirs.slice(from, to)}\nagainst ${ours.slice(from, to)}`
}

export type Agreement = {
  readonly entries: number
  readonly setAside: number
  /** The proposals that each one's node lists, at the same moment. */
  readonly rows: ReadonlyMap<Person, Rows>
}

/**
 * At rest: the same records with the same verdicts, the same drafts, tallies and comments, and everything acknowledged anywhere is everywhere.
 * @param audits of everybody who must agree, where they were read at this very moment.
 */
export const checkAgreement = async (world: World, depth: Depth = everything, audits?: Audits): Promise<Agreement> => {
  const people = audits === undefined ? await agreeing(world) : [...audits.keys()]
  const [first, ...others] = people as [Person, ...Person[]]
  const readAudit = async (person: Person) => byEntry(audits?.get(person) ?? (await auditOf(world, person)))
  const audit = await readAudit(first)
  const isOdd = isLoose(world)
  const verdictsOf = (lines: typeof audit): string =>
    [...lines]
      .filter(([, line]) => !isOdd(line))
      .map(([id, { status, reason }]) => `${id} ${status} ${reason}`)
      .toSorted()
      .join('\n')
  const verdicts = verdictsOf(audit)
  const texts = await draftsOf(world, first, depth)
  for (const other of others) {
    const theirs = await readAudit(other)
    demand(
      world,
      verdictsOf(theirs) === verdicts,
      'D11 same records and verdicts',
      () => `${other.name} and ${first.name} differ: ${difference(theirs, audit)}`,
    )
    const theirTexts = await draftsOf(world, other, depth)
    for (const draft of new Set([...texts.keys(), ...theirTexts.keys()])) {
      const [ours, yours] = [texts.get(draft), theirTexts.get(draft)]
      demand(world, ours === yours, 'D11 same drafts', () => `${draft}\n${first.name}: ${ours}\n${other.name}: ${yours}`)
    }
  }
  const { view, rows } = await checkViews(world, people, depth)
  for (const person of people) {
    const { differences } = await apiOf(person).node.status()
    demand(world, differences.length === 0, 'D12 no false alarm', () => `${person.name}: ${JSON.stringify(differences)}`)
  }
  const devices = new Set(world.people.map(({ device }) => device))
  /** Who writes what it likes may leave things that nobody can judge or open. */
  const odd = new Set(world.people.filter(({ byzantine }) => byzantine).map(({ device }) => device))
  for (const [id, line] of audit) {
    demand(world, devices.has(line.device), 'D1 nothing foreign is stored', () => `${id} of ${line.device}`)
    demand(
      world,
      (line.status !== 'pending' && line.status !== 'locked') || odd.has(line.device),
      'everything is judged at rest',
      () => `${line.kind} ${id} is ${line.status}`,
    )
  }
  const forked = new Set([...audit.values()].filter(({ status }) => status === 'forked').map(({ device }) => device as string))
  for (const person of world.people) {
    demand(world, person.byzantine || !forked.has(person.device), 'D4 no silent fork', () => `${person.name} forked a log`)
    // What somebody asleep wrote may not have reached anybody yet; it is asked for when that person is back.
    if (person.byzantine || !people.includes(person)) continue
    for (const [i, one] of person.acknowledged.entries()) {
      if (one.type === 'entry') {
        person.lostWithDisk.delete(one.id)
        const status = audit.get(one.id)?.status ?? 'missing'
        demand(
          world,
          status === 'accepted',
          'acknowledged by one is present on all',
          () => `${one.what} ${one.id} of ${person.name} is ${status}`,
        )
      }
      if (one.type === 'paragraph' && (depth === everything || texts.has(one.draft)) && !isMisled(person, i))
        demand(
          world,
          texts.get(one.draft)?.includes(one.text) === true,
          'acknowledged text is in the draft',
          () => `${one.text} of ${person.name}`,
        )
    }
  }
  const honest = new Set(people.filter(({ byzantine }) => !byzantine).map(({ account }) => account))
  checkTwins(
    world,
    'proposals',
    view.rows.filter(({ author }) => honest.has(author)).map(({ title }) => title),
  )
  for (const { comments } of view.pages)
    checkTwins(
      world,
      'comments',
      comments.filter(({ account }) => honest.has(account)).map(({ text }) => text),
    )
  return { entries: audit.size, setAside: [...audit.values()].filter(({ status }) => status !== 'accepted').length, rows }
}

type Audit = ReadonlyMap<string, { readonly kind: string; readonly status: string; readonly reason: string | null }>
const difference = (theirs: Audit, ours: Audit): string =>
  [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((id) => theirs.get(id)?.status !== ours.get(id)?.status || theirs.get(id)?.reason !== ours.get(id)?.reason)
    .slice(0, 5)
    .map((id) => `${ours.get(id)?.kind ?? theirs.get(id)?.kind} ${id}: ${theirs.get(id)?.status} against ${ours.get(id)?.status}`)
    .join('; ')
