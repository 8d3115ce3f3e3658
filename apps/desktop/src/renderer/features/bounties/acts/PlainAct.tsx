import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { useMoney } from '../useMoney.ts'
import { useNamed } from '../useNamed.ts'
import { aboutOf, type ActProps } from './actProps.ts'
import { ActDialog } from './ActDialog.tsx'
import { useAct } from './useAct.ts'

const plainActs = ['accept', 'acceptLeaf', 'contest', 'release', 'refund', 'cancel'] as const
export type PlainMove = (typeof plainActs)[number]

export const isPlain = (move: string): move is PlainMove => (plainActs as readonly string[]).includes(move)

/** What is done by saying so: nothing is to be filled in. */
export const PlainAct = ({ bounty, move, onClose, kind }: ActProps & { readonly kind: PlainMove }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const named = useNamed()
  const { node } = move
  const about = aboutOf(bounty, node)
  const at = { bounty: bounty.bounty }
  const accept = useAct(client.bounties.accept, move)
  const contest = useAct(client.bounties.contest, move)
  const release = useAct(client.bounties.release, move)
  const refund = useAct(client.bounties.refund, move)
  const cancel = useAct(client.bounties.cancel, move)
  const acts = {
    accept: { act: accept, preview: { kind: 'accept', node }, submit: () => accept.run({ ...at, node }) },
    acceptLeaf: { act: accept, preview: { kind: 'accept', node }, submit: () => accept.run({ ...at, node }) },
    contest: { act: contest, preview: { kind: 'contest', node }, submit: () => contest.run({ ...at, node }) },
    release: { act: release, preview: { kind: 'release' }, submit: () => release.run(at) },
    refund: { act: refund, preview: { kind: 'refund' }, submit: () => refund.run(at) },
    cancel: { act: cancel, preview: { kind: 'cancel' }, submit: () => cancel.run(at) },
  } as const
  const { act, preview, submit } = acts[kind]
  const words = {
    title: about.title,
    payee: named(about.payee),
    issuer: named(bounty.issuer),
    amount: money.say(bounty.token, about.amount),
  }
  return (
    <ActDialog
      title={t(`bounties.do.${kind}`)}
      sentence={t(`bounties.act.${kind}.what`, words)}
      done={t(`bounties.act.${kind}.done`)}
      call={t('bounties.act.called', { name: kind === 'acceptLeaf' ? 'acceptLeaves' : kind, args: about.title })}
      go={t(`bounties.do.${kind}`)}
      bounty={bounty.bounty}
      preview={preview}
      act={act}
      submit={submit}
      onClose={onClose}
    />
  )
}
