import { setTimeout } from 'node:timers/promises'
import type { SceneMember } from '../../scene/startMember.ts'
import type { Stage } from '../stage.ts'

type Found = { readonly own: readonly string[]; readonly members: Readonly<Record<string, readonly string[]>> }

const ask = async ({ api }: SceneMember): Promise<Found> => {
  const { findings, members } = await api.network.diagnose({ probe: true })
  return {
    own: findings.map(({ code }) => code),
    members: Object.fromEntries(members.map(({ name, findings: found }) => [name ?? '?', found.map(({ code }) => code)])),
  }
}

/** On hosts that are all well each doctor says so, about itself and about the six others. */
export const allAreWell = async ({ members }: Stage): Promise<void> => {
  const found = await Promise.all(members.map(ask))
  const bad = found.flatMap(({ own, members: others }, i) => {
    const codes = [...own, ...Object.entries(others).flatMap(([name, list]) => list.map((code) => `${name} ${code}`))]
    const count = Object.keys(others).length
    return codes.length === 0 && count === members.length - 1 ? [] : [`${members[i]?.name}: ${count} members, ${codes.join(', ')}`]
  })
  if (bad.length > 0) throw new Error(bad.join('; '))
}

/** No answer: the packets are dropped, or the own machine knows that they lead nowhere. */
const isUnreached = (codes: readonly string[] | undefined): boolean =>
  codes?.length === 1 && (codes[0] === 'DIAL_SILENT' || codes[0] === 'DIAL_NO_ROUTE')

/** The other side notices after some pings without an answer; until then it can only say that a session failed. */
const noticeMilliseconds = 60_000

/** Dan’s cable is out: his doctor says that his machine is on no network and the chain silent; Ada’s that Dan does not answer, and nothing else. */
export const nameTheCut = async ({ members }: Stage): Promise<void> => {
  const [ada, dan] = [members[0], members[3]]
  if (ada === undefined || dan === undefined) throw new Error('seven members')
  for (const end = performance.now() + noticeMilliseconds; ;) {
    const [hers, his] = await Promise.all([ask(ada), ask(dan)])
    const others = Object.entries(hers.members).filter(([name]) => name !== 'Dan')
    const hersRight = hers.own.length === 0 && isUnreached(hers.members['Dan']) && others.every(([, codes]) => codes.length === 0)
    const hisRight =
      his.own.toSorted().join() === 'CHAIN_UNREACHABLE,LOOPBACK_ONLY' && Object.values(his.members).every((codes) => isUnreached(codes))
    if (hersRight && hisRight) return
    if (performance.now() > end) throw new Error(`Ada: ${JSON.stringify(hers)}; Dan: ${JSON.stringify(his)}`)
    await setTimeout(1_000)
  }
}
