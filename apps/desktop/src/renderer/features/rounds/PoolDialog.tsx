import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ActDialog } from '../bounties/acts/ActDialog.tsx'
import { AmountField, readAmount } from '../bounties/acts/AmountField.tsx'
import { useAct } from '../bounties/acts/useAct.ts'
import { useMine } from '../bounties/useMine.ts'
import { useMoney } from '../bounties/useMoney.ts'
import type { RoundDetails } from './rounds.ts'

const most = 2n ** 112n - 1n

/** Gives to the pool: from this account, or by a proposal from a DAO. */
export const PoolDialog = ({ page, onClose }: { readonly page: RoundDetails; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const { account, daos } = useMine()
  const { say, decimalsOf } = useMoney()
  const [as, setAs] = useState(account ?? '')
  const [text, setText] = useState('')
  const act = useAct(client.rounds.fund, { as, alone: as === account })
  const amount = readAmount(text, decimalsOf(page.token), most)
  const isSome = amount !== null && amount > 0n
  return (
    <ActDialog
      title={t('rounds.poolDialog.title')}
      sentence={isSome ? t('rounds.poolDialog.sentence', { amount: say(page.token, amount) }) : t('rounds.poolDialog.about')}
      call={t('bounties.act.called', { name: 'fund', args: amount === null ? '…' : say(page.token, amount) })}
      bounty={page.round}
      idLabel={t('rounds.id')}
      callLabel={t('rounds.call')}
      go={t('rounds.do.fund')}
      done={t('rounds.poolDialog.done')}
      act={act}
      submit={isSome ? () => act.run({ round: page.round, amount: amount.toString() }) : null}
      onClose={onClose}
    >
      {daos.length > 0 && (
        <Select
          label={t('rounds.poolDialog.from')}
          allowDeselect={false}
          data={[
            { value: account ?? '', label: t('rounds.way.self') },
            ...daos.map(({ dao, name }) => ({ value: dao, label: t('rounds.way.dao', { name }) })),
          ]}
          value={as}
          onChange={(value) => setAs(value ?? '')}
        />
      )}
      <AmountField label={t('amount.label')} token={page.token} value={text} onChange={setText} />
    </ActDialog>
  )
}
