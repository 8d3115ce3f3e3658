import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { useMoney } from '../useMoney.ts'
import { useNames } from '../useNames.ts'
import { aboutOf, type ActProps } from './actProps.ts'
import { ActDialog } from './ActDialog.tsx'
import { useAct } from './useAct.ts'

const longestReason = 4_000

/** Objects to what was delivered, or to a part, with a reason. */
export const ObjectAct = ({ bounty, move, onClose }: ActProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const { call } = useNames()
  const [reason, setReason] = useState('')
  const act = useAct(client.bounties.object, move)
  const { node } = move
  const about = aboutOf(bounty, node)
  const words = { title: about.title, payee: call(about.payee), amount: money.say(bounty.token, about.amount) }
  return (
    <ActDialog
      title={t('bounties.do.object')}
      sentence={t('bounties.act.object.what', words)}
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
