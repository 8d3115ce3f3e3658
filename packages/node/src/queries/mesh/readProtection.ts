import { type Engagement, passedDown, payersConcentration, pricesOf } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { protectionShape } from '../../contract/mesh.ts'
import { createRewardWords } from '../../market/rewardWords.ts'
import { mostUsed } from '../../mesh/mostUsed.ts'

/** A week: long enough for several prices, short enough to see them move. */
const period = 7 * 24 * 3600

/**
 * What protects those who work below: what work of a tag was paid, in how few hands the paying lies, and how much each level passes down. Of what was settled
 * within a year, without rings (G9), in one token: the most used one where none is named.
 * @throws DaomeshError `CHAIN_UNREACHABLE` where the chain was never read.
 */
export const readProtection = async (
  node: NodeContext,
  { token, tag }: { readonly token: Address | null; readonly tag: string | null },
): Promise<z.input<typeof protectionShape>> => {
  const state = await node.mesh.read()
  const tagsOf = (one: Engagement): readonly string[] => state.wordsOf(one)?.tags ?? []
  const { engagements } = state.counted
  const words = createRewardWords(node)
  const used = mostUsed(engagements, (one) => [one.token])
  const tokens = []
  for (const { of, engagements: count } of used) tokens.push({ token: of, ...(await words(of)), engagements: count })
  const chosen = token ?? used[0]?.of ?? null
  const counted = engagements.filter((one) => one.token === chosen && (tag === null || tagsOf(one).includes(tag)))
  const concentration = chosen === null ? null : payersConcentration(counted, chosen)
  return {
    seen: state.seen,
    tokens,
    tags: mostUsed(
      engagements.filter((one) => one.token === chosen),
      tagsOf,
    ).map(({ of, engagements: count }) => ({ tag: of, engagements: count })),
    period,
    prices: pricesOf({ engagements: counted, tagsOf, period })
      .filter((row) => tag === null || row.tag === tag)
      .map(({ tag: name, from, count, least, median, most, total }) => ({
        tag: name,
        from,
        count,
        least: least.toString(),
        median: median.toString(),
        most: most.toString(),
        total: total.toString(),
      })),
    concentration: concentration === null ? null : { ...concentration, total: concentration.total.toString() },
    passed: passedDown(counted, state.heights).map(({ height, count, came, kept, passed, share }) => ({
      height,
      count,
      share,
      came: came.toString(),
      kept: kept.toString(),
      passed: passed.toString(),
    })),
  }
}
