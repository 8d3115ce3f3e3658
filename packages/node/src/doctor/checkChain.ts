import type { ChainHead } from '@daomesh/chain'
import type { ChainIdentity, ErrorCode } from '@daomesh/protocol'
import { type Finding, finding } from '../contract/diagnosis.ts'
import { clockTolerance } from './checkConnected.ts'
import { blocksBelow, factsBehind } from './createSymptoms.ts'
import { minutesOf } from './minutesOf.ts'
import { nameOfSpace, type Space } from '../spaces/space.ts'
import type { Scene } from './scene.ts'

/** Milliseconds after which a chain that mines by itself should have shown a block. */
const oldBlock = 10 * 60_000
/** Milliseconds that one endpoint may lag behind another. */
const lagging = 60_000

const wordsOf = ({ chainId, genesisHash }: ChainIdentity): string => `${chainId} (${genesisHash.slice(0, 10)}…)`

/** What the endpoint answered, against this machine's clock where blocks come by themselves. */
export const checkEndpoint = (p: {
  readonly on: boolean
  readonly sandbox: boolean
  readonly now: number
  readonly answer: ChainHead | ErrorCode
  /** The words by which it refuses what else is asked of it. */
  readonly refusal?: string | null
}): readonly Finding[] => {
  if (!p.on) return [finding('CHAIN_OFF')]
  if (p.answer !== 'CHAIN_MISMATCH' && typeof p.refusal === 'string') return [finding('CHAIN_REFUSES', { detail: p.refusal })]
  if (typeof p.answer === 'string') return [finding(p.answer === 'CHAIN_MISMATCH' ? 'CHAIN_WRONG' : 'CHAIN_UNREACHABLE')]
  if (p.sandbox) return []
  const ahead = p.answer.timestamp * 1000 - p.now
  if (ahead > clockTolerance) return [finding('CLOCK_CHAIN_AHEAD', { minutes: minutesOf(ahead) })]
  return -ahead > oldBlock ? [finding('CHAIN_OLD', { minutes: minutesOf(ahead) })] : []
}

/** Of which DAOs the endpoint denies what was final: those that are open by their names, others by their addresses. */
export const checkDenied = ({ node }: Scene): readonly Finding[] =>
  node.chainView.contradicted().map((dao) => {
    const space = node.spaces.daos().find(({ record }) => record.dao === dao)
    return finding(
      'CHAIN_CONTRADICTS',
      { space: space === undefined ? dao : nameOfSpace(space) },
      space === undefined ? {} : { space: space.id },
    )
  })

/** What is wrong with the chain of one space: another chain, facts that others have and this node has not, facts that others have otherwise. */
export const checkSpaceChain = ({ node }: Scene, space: Space): readonly Finding[] => {
  const words = { space: nameOfSpace(space) }
  const about = { space: space.id }
  const { identity } = node.adapters.chain.client.profile
  const { chain } = space.record
  if (chain.chainId !== identity.chainId || chain.genesisHash !== identity.genesisHash)
    return [finding('CHAIN_OTHER', { ...words, theirs: wordsOf(chain), ours: wordsOf(identity) }, about)]
  const found: Finding[] = []
  const compared = node.frontiers.claims(space.id).length
  const differing = node.frontiers.differences(space.id).filter(({ what }) => what === 'history').length
  if (differing >= 2 && differing * 2 > compared) found.push(finding('CHAIN_DOUBTED', { ...words, count: differing, of: compared }, about))
  const behind = factsBehind(space, node.frontiers)
  if (behind > 0 && node.symptoms.lasting(space.id, 'behind') > lagging)
    found.push(finding('CHAIN_BEHIND_PEERS', { ...words, count: behind }, about))
  else if (node.symptoms.lasting(space.id, 'below') > lagging)
    found.push(finding('CHAIN_BELOW', { ...words, count: blocksBelow(space, node.chainView).toString() }, about))
  return found
}
