import { nameOf } from '@daomesh/governance'
import { queryWords } from '@daomesh/market'
import { toDaomeshError } from '@daomesh/protocol'
import type { z } from 'zod'
import type { KnownBounty } from '../../bounties/createBountyDesk.ts'
import { titleOf } from '../../bounties/path.ts'
import type { NodeContext } from '../../context.ts'
import type { searchHit } from '../../contract/search.ts'
import { memberNameOf } from '../../queries/daos/readNested.ts'
import { excerptOf, hasAll } from '../../search/matchWords.ts'
import { isPartnership } from '../../partnerships/partnershipOf.ts'
import { type Searchable, searchable, searchablesOfDao, searchablesOfDeal } from '../../search/searchable.ts'
import type { WritingSpace } from '../../spaces/space.ts'
import { listBounties } from '../bounties/readBounties.ts'

type Hit = z.input<typeof searchHit>
type Found = { readonly one: Searchable; readonly space: WritingSpace | null; readonly place: string; readonly where: Hit['where'] }

/** What is called so comes before what speaks of it; a DAO and a person before what they wrote. */
const rankOf = ({ kind, folded }: Searchable, words: readonly string[]): number =>
  !hasAll(folded.title, words) ? 2 : kind === 'dao' || kind === 'member' ? 0 : 1

const matches = ({ folded }: Searchable, words: readonly string[]): boolean => hasAll(`${folded.title}${folded.text}`, words)

/** Bounties that concern this account. Without an account, or while the chain was never read, there are none to search; what else goes wrong is said. */
const bounties = async (node: NodeContext): Promise<readonly Searchable[]> => {
  if (node.account.current() === null) return []
  const rows = await listBounties(node).catch((error: unknown) => {
    if (toDaomeshError(error).code === 'CHAIN_UNREACHABLE') return []
    throw error
  })
  const known = new Map<string, KnownBounty>(rows.length === 0 ? [] : (await node.bounties.all()).map((one) => [one.id, one]))
  return rows.flatMap(({ bounty }) => {
    const one = known.get(bounty)
    if (one === undefined) return []
    const text = one.bundle.terms?.brief ?? ''
    return [searchable({ kind: 'bounty', id: bounty, title: titleOf(one), text, by: null, at: null, about: null })]
  })
}

const hitOf = ({ one, space, place, where }: Found, words: readonly string[]): Hit => ({
  kind: one.kind,
  space: space?.id ?? null,
  place,
  where,
  id: one.id,
  title: one.title,
  excerpt: one.kind === 'comment' || !hasAll(one.folded.title, words) ? excerptOf(one.text, words) : null,
  by: one.by === null ? null : { account: one.by, name: space === null ? null : nameOf(space.registers(), one.by) },
  at: one.at,
  about: one.about,
})

/** Looks through everything that this node can read: DAOs, deals and bounties. What is locked is not read. */
export const findEverywhere = async (
  node: NodeContext,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<{ hits: Hit[]; more: boolean }> => {
  const words = queryWords(text)
  if (words.length === 0) return { hits: [], more: false }
  const found: Found[] = [
    ...node.spaces
      .daos()
      .filter((space) => space.unlocked())
      .flatMap((space) =>
        searchablesOfDao(space, (account) => memberNameOf(node, space, account)).map((one) => ({
          one,
          space,
          place: space.record.genesis.name,
          where: 'dao' as const,
        })),
      ),
    ...node.spaces
      .deals()
      .filter((space) => space.unlocked())
      .flatMap((space) => {
        const where = isPartnership(space) ? ('partnership' as const) : ('deal' as const)
        return searchablesOfDeal(space, where).map((one) => ({ one, space, place: space.record.opening.subject.title, where }))
      }),
    ...(await bounties(node)).map((one) => ({ one, space: null, place: '', where: 'bounty' as const })),
  ].filter(({ one }) => matches(one, words))
  const sorted = found.toSorted((a, b) => rankOf(a.one, words) - rankOf(b.one, words) || (b.one.at ?? 0) - (a.one.at ?? 0))
  return { hits: sorted.slice(0, limit).map((one) => hitOf(one, words)), more: sorted.length > limit }
}
