import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { useMoney } from '../useMoney.ts'
import type { ActProps } from './actProps.ts'
import { ActDialog } from './ActDialog.tsx'
import { useAct } from './useAct.ts'

/** Pays every part that is due; anybody may. */
export const PayoutAct = ({ bounty, move, onClose }: ActProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const act = useAct(client.bounties.payout as typeof client.bounties.release, { ...move, alone: true })
  const due = bounty.leaves.filter(({ state }) => state === 'payable')
  return (
    <ActDialog
      title={t('bounties.do.payout')}
      sentence={t('bounties.act.payout.what', { count: due.length, amount: money.say(bounty.token, bounty.money.payable) })}
      done={t('bounties.act.payout.done')}
      call={t('bounties.act.called', { name: 'payout', args: money.say(bounty.token, bounty.money.payable) })}
      go={t('bounties.do.payout')}
      bounty={bounty.bounty}
      preview={{ kind: 'payout' }}
      act={act}
      submit={() => act.run({ bounty: bounty.bounty })}
      onClose={onClose}
    />
  )
}
