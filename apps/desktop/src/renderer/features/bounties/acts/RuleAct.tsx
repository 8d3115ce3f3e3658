import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { useMoney } from '../useMoney.ts'
import { useCalled } from '../useCalled.ts'
import { aboutOf, type ActProps } from './actProps.ts'
import { ActDialog } from './ActDialog.tsx'
import { AmountField, readAmount } from './AmountField.tsx'
import { useAct } from './useAct.ts'

/** The arbiter says how much of the amount goes to who did the work; the rest goes back. */
export const RuleAct = ({ bounty, move, onClose }: ActProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const called = useCalled()
  const [text, setText] = useState('')
  const act = useAct(client.bounties.rule, move)
  const { node } = move
  const about = aboutOf(bounty, node)
  const most = BigInt(about.amount)
  const given = readAmount(text, money.decimalsOf(bounty.token), most)
  return (
    <ActDialog
      title={t('bounties.do.rule')}
      sentence={
        given === null
          ? t('bounties.act.rule.ask', { title: about.title, amount: money.say(bounty.token, most) })
          : t('bounties.act.rule.what', {
              payee: called(bounty, about.payee),
              part: money.say(bounty.token, given),
              rest: money.say(bounty.token, most - given),
            })
      }
      done={t('bounties.act.rule.done')}
      call={t('bounties.act.called', { name: 'rule', args: given === null ? '…' : money.say(bounty.token, given) })}
      go={t('bounties.do.rule')}
      bounty={bounty.bounty}
      preview={given === null ? null : { kind: 'rule', node, hunterAmount: given.toString() }}
      act={act}
      submit={given === null ? null : () => act.run({ bounty: bounty.bounty, node, hunterAmount: given.toString() })}
      onClose={onClose}
    >
      <AmountField
        label={t('bounties.act.rule.amount', { payee: called(bounty, about.payee) })}
        description={t('bounties.act.atMost', { amount: money.say(bounty.token, most) })}
        token={bounty.token}
        value={text}
        onChange={setText}
        error={text !== '' && given === null ? t('bounties.fault.amount') : null}
      />
    </ActDialog>
  )
}
