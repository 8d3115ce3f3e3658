import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { useMoney } from '../useMoney.ts'
import { useCalled } from '../useCalled.ts'
import { aboutOf, type ActProps } from './actProps.ts'
import { ActDialog } from './ActDialog.tsx'
import { useAct } from './useAct.ts'

const longestReason = 4_000

/** Objects to what was delivered, or to a part, with a reason. */
export const ObjectAct = ({ bounty, move, onClose }: ActProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const called = useCalled()
  const [reason, setReason] = useState('')
  const act = useAct(client.bounties.object, move)
  const { node } = move
  const about = aboutOf(bounty, node)
  const words = { title: about.title, payee: called(bounty, about.payee), amount: money.say(bounty.token, about.amount) }
  // What was handed on is before the arbiter at once: its payees must not lose by silence above them.
  const isSplit = BigInt(bounty.margins.find((one) => (node === null ? one.depth === 0 : one.node === node))?.committed ?? '0') > 0n
  return (
    <ActDialog
      title={t('bounties.do.object')}
      sentence={t(isSplit ? 'bounties.act.object.whatSplit' : 'bounties.act.object.what', words)}
      done={t('bounties.act.object.done')}
      call={t('bounties.act.called', { name: node === null ? 'object' : 'objectLeaf', args: about.title })}
      go={t('bounties.do.object')}
      bounty={bounty.bounty}
      preview={{ kind: 'object', node }}
      act={act}
      submit={reason.trim() === '' ? null : () => act.run({ bounty: bounty.bounty, node, reason: reason.trim() })}
      onClose={onClose}
    >
      <Textarea
        label={t('bounties.act.object.reason')}
        description={t('bounties.act.object.reasonAbout')}
        required
        autosize
        minRows={3}
        maxRows={10}
        maxLength={longestReason}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActDialog>
  )
}
