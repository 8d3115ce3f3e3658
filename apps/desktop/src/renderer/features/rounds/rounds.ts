import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

type Outputs = InferClientOutputs<NodeClient>['rounds']
export type RoundRow = Outputs['list'][number]
export type RoundStatus = RoundRow['status']
export type RoundDetails = Outputs['get']
export type RoundProject = RoundDetails['projects'][number]
export type GivingWay = RoundDetails['ways'][number]

/** What a list of projects shows. */
export type ProjectsProps = {
  readonly page: RoundDetails
  /** With the gift that one thinks of. */
  readonly then: readonly RoundProject[] | null
  readonly nameOf: (place: number) => string
  /** null: nobody here can give now. */
  readonly onGive: ((place: number) => void) | null
}

/** What a project has in all: what came for it and what that is matched with. */
export const totalOf = ({ contributed, matched }: Pick<RoundProject, 'contributed' | 'matched'>): bigint =>
  BigInt(contributed) + BigInt(matched)

/** Part of a whole in percent for a bar's width; amounts never pass through floating point before they are cut. */
export const widthOf = (amount: string | bigint, whole: bigint): string =>
  whole === 0n ? '0%' : `${Number((BigInt(amount) * 10_000n) / whole) / 100}%`

/** The most that the slider thinks of: twice the largest gift so far, ten times the least, or a tenth of the pool, whatever is most. */
export const sliderMost = ({ contributions, minimum, pool }: Pick<RoundDetails, 'contributions' | 'minimum' | 'pool'>): bigint =>
  [...contributions.map(({ amount }) => BigInt(amount) * 2n), BigInt(minimum) * 10n, BigInt(pool) / 10n].reduce((a, b) => (a > b ? a : b))
