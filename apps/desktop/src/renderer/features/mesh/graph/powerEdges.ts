import { type Edge, MarkerType } from '@xyflow/react'
import type { PowerWeb } from '../mesh.ts'
import classes from './graph.module.css'

const percentOf = (share: number): string => `${Math.round(share / 10_000)} %`

/** Of a fixed size: a thick line would make a huge one. */
const arrow = { type: MarkerType.ArrowClosed, width: 16, height: 16, markerUnits: 'userSpaceOnUse', color: 'var(--power)' } as const

/**
 * Who has power in whom, between accounts that are on the map: as thick as the share is large, from one to five pixels, with an arrow to where it is. What is
 * mutual is one line with two arrows. It goes from the account that stands higher (`heightOf`, less is higher) to the other, so that it crosses neither.
 */
export const powerEdges = (
  web: Pick<PowerWeb, 'ties'> | null,
  isShown: (account: string) => boolean,
  heightOf: (account: string) => number,
): Edge[] => {
  const shown = (web?.ties ?? []).filter(({ dao, member }) => isShown(dao) && isShown(member))
  const shares = new Map(shown.map((tie) => [`${tie.dao}${tie.member}`, tie.share]))
  return shown
    .filter(({ dao, member }) => dao < member || !shares.has(`${member}${dao}`))
    .map(({ dao, member, share }): Edge => {
      const back = shares.get(`${member}${dao}`)
      const [source, target] = heightOf(dao) <= heightOf(member) ? [dao, member] : [member, dao]
      return {
        id: `power ${dao}${member}`,
        source,
        target,
        type: 'straight',
        className: classes['power'] ?? '',
        style: { strokeWidth: 1 + Math.min(4, Math.max(share, back ?? 0) / 250_000), strokeDasharray: '1 5', strokeLinecap: 'round' },
        ...(source === dao || back !== undefined ? { markerStart: arrow } : {}),
        ...(target === dao || back !== undefined ? { markerEnd: arrow } : {}),
        label: back === undefined ? percentOf(share) : `${percentOf(share)} ⇄ ${percentOf(back)}`,
        focusable: false,
        interactionWidth: 0,
      }
    })
}
