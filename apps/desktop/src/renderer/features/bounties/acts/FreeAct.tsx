import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { useMoney } from '../useMoney.ts'
import { useNames } from '../useNames.ts'
import { aboutOf, type ActProps } from './actProps.ts'
import { ActDialog } from './ActDialog.tsx'
import { AmountField, readAmount } from './AmountField.tsx'
import { useAct } from './useAct.ts'

/** Gives up some of one's own part: it stays with who split it off. What one handed on oneself is never given up. */
export const FreeAct = ({ bounty, move, onClose }: ActProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const { call } = useNames()
  const [text, setText] = useState('')
  const act = useAct(client.bounties.free, move)
  const { node } = move
  const about = aboutOf(bounty, node)
  const owner = bounty.leaves.find((leaf) => leaf.node === node)?.owner
  const payer = bounty.margins.find((row) => row.node === owner)?.payee ?? bounty.hunter
  const most = BigInt(about.amount)
  const committed = most - BigInt(about.margin)
  const kept = readAmount(text, money.decimalsOf(bounty.token), most)
  const ready = kept !== null && kept >= committed && kept < most && node !== null
  return (
    <ActDialog
      title={t('bounties.do.free')}
      sentence={
        ready
          ? t('bounties.act.free.what', {
              kept: money.say(bounty.token, kept),
              amount: money.say(bounty.token, most - kept),
              payer: call(payer),
            })
          : t('bounties.act.free.ask', { title: about.title })
      }
      done={t('bounties.act.free.done')}
      call={t('bounties.act.called', { name: 'free', args: kept === null ? '…' : money.say(bounty.token, kept) })}
      go={t('bounties.do.free')}
      bounty={bounty.bounty}
      preview={ready ? { kind: 'free', node, amount: kept.toString() } : null}
      act={act}
      submit={ready ? () => act.run({ bounty: bounty.bounty, node, amount: kept.toString() }) : null}
      onClose={onClose}
    >
      <AmountField
        label={t('bounties.act.free.amount')}
        description={t('bounties.act.free.between', { least: money.say(bounty.token, committed), most: money.say(bounty.token, most) })}
        token={bounty.token}
        value={text}
        onChange={setText}
        error={text !== '' && !ready ? t('bounties.fault.amount') : null}
      />
    </ActDialog>
  )
}
