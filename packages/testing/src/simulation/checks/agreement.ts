import type { Person, World } from '../world.ts'
import { agreeing, apiOf } from '../person.ts'
import { demand } from '../violation.ts'
import { isLoose } from './isLoose.ts'

const auditOf = async (world: World, person: Person) =>
  new Map((await apiOf(person).daos.audit({ space: world.space })).map((line) => [line.entry as string, line]))

/** How many of the newest are looked at word for word; of all others the records and the state hash are compared. */
export type Depth = { readonly proposals: number; readonly drafts: number }
const everything: Depth = { proposals: Infinity, drafts: Infinity }

/** What of a proposal every member must see alike, whoever asks. */
const viewOf = async (world: World, person: Person, depth: Depth): Promise<string> => {
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
  return JSON.stringify([
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
}

const draftsOf = async (world: World, person: Person, depth: Depth): Promise<ReadonlyMap<string, string>> => {
  const api = apiOf(person)
  const texts = new Map<string, string>()
  const newest = (await api.drafts.list({ space: world.space })).slice(0, depth.drafts)
  for (const { draft } of newest.toSorted((a, b) => (a.draft < b.draft ? -1 : 1)))
    texts.set(draft, (await api.drafts.preview({ space: world.space, draft })).markdown)
  return texts
}

const checkTwins = (name: string, titles: readonly string[]): void => {
  const twice = titles.filter((title, i) => titles.indexOf(title) !== i)
  demand(twice.length === 0, 'a retried request acts once', () => `${name} shows twice: ${twice.join()}`)
}

/** Acknowledged on this node is present on this node, directly after a restart too: K1. */
export const checkKept = async (world: World, person: Person): Promise<void> => {
  const audit = await auditOf(world, person)
  const queue = new Set((await apiOf(person).chain.transactions()).map(({ id }) => id))
  for (const one of person.acknowledged) {
    if (one.type !== 'paragraph' && person.lostWithDisk.has(one.id)) continue
    if (one.type === 'entry')
      demand(audit.has(one.id), 'K1 what was acknowledged survives', () => `${person.name} lost ${one.what} ${one.id}`)
    if (one.type === 'transaction')
      demand(queue.has(one.id), 'K1 what was acknowledged survives', () => `${person.name} lost transaction ${one.id}`)
  }
}

/** Whether a proposal has expired depends on the newest block that an endpoint told of: within one block's time everybody knows the same. */
const checkViews = async (world: World, first: Person, others: readonly Person[], depth: Depth): Promise<void> => {
  for (let looks = 1; ; looks++) {
    const view = await viewOf(world, first, depth)
    const theirs = await Promise.all(others.map(async (other) => ({ name: other.name, view: await viewOf(world, other, depth) })))
    const different = theirs.find((one) => one.view !== view)
    if (different === undefined) return
    demand(looks < mostLooks, 'D11 same proposals', () => `${different.name} and ${first.name}: ${parting(different.view, view)}`)
    await world.pass(5_000)
  }
}
const mostLooks = 12

/** From a little before the first difference. */
const parting = (theirs: string, ours: string): string => {
  let at = 0
  while (at < theirs.length && theirs[at] === ours[at]) at++
  const [from, to] = [Math.max(0, at - 160), at + 120]
  return `${theirs.slice(from, to)}\nagainst ${ours.slice(from, to)}`
}

/** At rest: the same records with the same verdicts, the same drafts, tallies and comments, and everything acknowledged anywhere is everywhere. */
export const checkAgreement = async (
  world: World,
  depth: Depth = everything,
): Promise<{ readonly entries: number; readonly setAside: number }> => {
  const people = await agreeing(world)
  const [first, ...others] = people as [Person, ...Person[]]
  const audit = await auditOf(world, first)
  const verdicts = (lines: typeof audit): string =>
    [...lines]
      .filter(([, line]) => !isLoose(world)(line))
      .map(([id, { status, reason }]) => `${id} ${status} ${reason}`)
      .toSorted()
      .join('\n')
  const texts = await draftsOf(world, first, depth)
  for (const other of others) {
    const theirs = await auditOf(world, other)
    demand(
      verdicts(theirs) === verdicts(audit),
      'D11 same records and verdicts',
      () => `${other.name} and ${first.name} differ: ${difference(theirs, audit)}`,
    )
    const theirTexts = await draftsOf(world, other, depth)
    for (const draft of new Set([...texts.keys(), ...theirTexts.keys()])) {
      const [ours, yours] = [texts.get(draft), theirTexts.get(draft)]
      demand(ours === yours, 'D11 same drafts', () => `${draft}\n${first.name}: ${ours}\n${other.name}: ${yours}`)
    }
  }
  await checkViews(world, first, others, depth)
  for (const person of people) {
    const { differences } = await apiOf(person).node.status()
    demand(differences.length === 0, 'D12 no false alarm', () => `${person.name}: ${JSON.stringify(differences)}`)
  }
  const devices = new Set(world.people.map(({ device }) => device))
  /** Who writes what it likes may leave things that nobody can judge or open. */
  const odd = new Set(world.people.filter(({ byzantine }) => byzantine).map(({ device }) => device))
  for (const [id, line] of audit) {
    demand(devices.has(line.device), 'D1 nothing foreign is stored', () => `${id} of ${line.device}`)
    demand(
      (line.status !== 'pending' && line.status !== 'locked') || odd.has(line.device),
      'everything is judged at rest',
      () => `${line.kind} ${id} is ${line.status}`,
    )
  }
  const forked = new Set([...audit.values()].filter(({ status }) => status === 'forked').map(({ device }) => device as string))
  for (const person of world.people) {
    demand(person.byzantine || !forked.has(person.device), 'D4 no silent fork', () => `${person.name} forked a log`)
    // What somebody asleep wrote may not have reached anybody yet; it is asked for when that person is back.
    if (person.byzantine || !people.includes(person)) continue
    for (const [i, one] of person.acknowledged.entries()) {
      if (one.type === 'entry') {
        person.lostWithDisk.delete(one.id)
        const status = audit.get(one.id)?.status ?? 'missing'
        demand(status === 'accepted', 'acknowledged by one is present on all', () => `${one.what} ${one.id} of ${person.name} is ${status}`)
      }
      if (
        one.type === 'paragraph' &&
        (depth === everything || texts.has(one.draft)) &&
        !person.misled.some(({ from, until }) => i >= from && i < until)
      )
        demand(
          texts.get(one.draft)?.includes(one.text) === true,
          'acknowledged text is in the draft',
          () => `${one.text} of ${person.name}`,
        )
    }
  }
  const honest = new Set(people.filter(({ byzantine }) => !byzantine).map(({ account }) => account))
  const rows = await apiOf(first).proposals.list({ space: world.space })
  checkTwins(
    'proposals',
    rows.filter(({ author }) => honest.has(author)).map(({ title }) => title),
  )
  for (const { decision } of rows.slice(0, depth.proposals)) {
    const { comments } = await apiOf(first).proposals.get({ space: world.space, decision })
    checkTwins(
      'comments',
      comments.filter(({ account }) => honest.has(account)).map(({ text }) => text),
    )
  }
  return { entries: audit.size, setAside: [...audit.values()].filter(({ status }) => status !== 'accepted').length }
}

type Audit = ReadonlyMap<string, { readonly kind: string; readonly status: string; readonly reason: string | null }>
const difference = (theirs: Audit, ours: Audit): string =>
  [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((id) => theirs.get(id)?.status !== ours.get(id)?.status || theirs.get(id)?.reason !== ours.get(id)?.reason)
    .slice(0, 5)
    .map((id) => `${ours.get(id)?.kind ?? theirs.get(id)?.kind} ${id}: ${theirs.get(id)?.status} against ${ours.get(id)?.status}`)
    .join('; ')
