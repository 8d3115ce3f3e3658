import { leafKeyOf } from '@daomesh/governance'
import { objected, ruled, silent } from '../cast.ts'
import { reviewPeriod } from '../../props/closeDeal.ts'
import { eth } from '../../props/say.ts'
import { type Check, factsOf, type Scene } from './scene.ts'

/** At most this many before anybody may start to work. */
const mostBefore = 2

/** What happened, and that it happened so: few transactions, silence that counts, an objection that was ruled, nothing that time alone took. */
export const checkStory = (scene: Scene): readonly Check[] => {
  const { ledger, leaves, deals, daos } = scene
  const [funded] = factsOf(scene, 'funded')
  const [delivered] = factsOf(scene, 'delivered')
  const [released] = factsOf(scene, 'released')
  const splits = factsOf(scene, 'split')
  const anchored = splits.at(-1)?.block ?? 0n
  const before = ledger.transactions.filter(({ block }) => funded !== undefined && block >= funded.block && block <= anchored)
  const team = deals.teams.find(({ dao }) => dao.name === silent)?.dao
  const accepted = new Set(
    factsOf(scene, 'leavesAccepted').flatMap(({ node, split, leaves: all }) => all.map((i) => leafKeyOf(node, split, i))),
  )
  const paid = factsOf(scene, 'paid').flatMap(({ node, split, payments }) =>
    payments.map(({ index, margin }) => ({ key: leafKeyOf(node, split, index), margin })),
  )
  const unpaid = [...accepted].filter((key) => {
    const leaf = leaves.find(({ node }) => node === key)
    return leaf === undefined || !paid.some((one) => one.key === key && one.margin === BigInt(leaf.margin))
  })
  const quiet = leaves.filter(({ owner }) => leaves.find(({ node }) => node === owner)?.payee === team?.dao)
  const rosa = scene.stage.members.find(({ name }) => name === objected)?.account
  const disputed = leaves.find(({ payee }) => payee === rosa)
  const rulings = factsOf(scene, 'ruled')
  const returned = factsOf(scene, 'returned')
  const freed = [...factsOf(scene, 'freed'), ...factsOf(scene, 'refunded')]
  return [
    {
      name: 'bounties',
      holds: factsOf(scene, 'funded').length === 1 && leaves.length === 12 && splits.length === 4 && daos.length === 4,
      detail: `${1 + leaves.length} bounties in ${splits.length} splits, one of them paid in`,
    },
    {
      name: 'transactionsBeforeWork',
      holds: before.length <= mostBefore && before.length > 0 && delivered !== undefined && anchored < delivered.block,
      detail: `${before.length} from the first that concerns it to the one after which all is anchored`,
    },
    {
      name: 'rootAcceptedBySilence',
      holds:
        factsOf(scene, 'accepted').length === 0 &&
        delivered !== undefined &&
        released?.releasedAt === delivered.at + reviewPeriod &&
        factsOf(scene, 'objected').every(({ node, id }) => node !== id),
      detail: `released ${reviewPeriod} s after the delivery, without a word of its issuer`,
    },
    {
      name: 'leavesAcceptedBySilence',
      holds:
        quiet.length === 3 &&
        quiet.every(
          ({ node, margin }) => !accepted.has(node as never) && paid.some((one) => one.key === node && one.margin === BigInt(margin)),
        ),
      detail: `${silent} said nothing about ${quiet.length} parts, and they are paid in full`,
    },
    {
      name: 'objectionRuled',
      holds:
        rulings.length === 1 &&
        rulings[0]?.node === disputed?.node &&
        rulings[0]?.hunterAmount === ruled &&
        paid.find(({ key }) => key === disputed?.node)?.margin === ruled,
      detail: `${objected} is paid ${eth(ruled)} as the arbiter ruled`,
    },
    {
      name: 'nothingFreedByTime',
      holds: freed.length === 0 && returned.length === 1 && returned.every(({ block }) => rulings.some((ruling) => ruling.block < block)),
      detail: `${returned.length} return, after ${rulings.length} ruling; ${freed.length} refunds or parts given up`,
    },
    {
      name: 'acceptedLeavesPaid',
      holds: accepted.size === 8 && unpaid.length === 0,
      detail: `${accepted.size} accepted by their splitter, ${unpaid.length} of them not paid in full after the release`,
    },
  ]
}
