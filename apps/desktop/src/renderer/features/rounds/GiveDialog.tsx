import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ActDialog } from '../bounties/acts/ActDialog.tsx'
import { AmountField, readAmount } from '../bounties/acts/AmountField.tsx'
import { useAct } from '../bounties/acts/useAct.ts'
import { useMoney } from '../bounties/useMoney.ts'
import { useNames } from '../bounties/useNames.ts'
import type { RoundDetails } from './rounds.ts'

type GiveDialogProps = {
  readonly page: RoundDetails
  readonly project: number
  readonly name: string
  readonly amount: string
  readonly onClose: () => void
}

const most = 2n ** 112n - 1n

/** Gives to a project, by a way that leads there: for an own seat, as a member of a DAO that has one, or by the ballots of a DAO. */
export const GiveDialog = ({ page, project, name, amount: first, onClose }: GiveDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const { call } = useNames()
  const { say, decimalsOf } = useMoney()
  const [chosen, setChosen] = useState(0)
  const [text, setText] = useState(first)
  const way = page.ways[chosen]
  const act = useAct(client.rounds.contribute, { as: way?.as ?? '', alone: way?.alone ?? true })
  const amount = readAmount(text, decimalsOf(page.token), most)
  const isEnough = amount !== null && amount >= BigInt(page.minimum)
  if (way === undefined) return null
  const isOwn = way.as === way.account && way.alone
  const payee = page.projects[project]?.payee ?? ''
  return (
    <ActDialog
      title={t('rounds.giveDialog.title', { name })}
      sentence={
        isEnough
          ? t(isOwn ? 'rounds.giveDialog.sentenceOwn' : 'rounds.giveDialog.sentence', {
              amount: say(page.token, amount),
              name,
              payee: call(payee),
              seat: call(way.account),
            })
          : t('rounds.giveDialog.about', { minimum: say(page.token, page.minimum) })
      }
      call={t('bounties.act.called', {
        name: 'contribute',
        args: t('rounds.giveDialog.args', { seat: way.seat, project, amount: amount === null ? '…' : say(page.token, amount) }),
      })}
      bounty={page.round}
      idLabel={t('rounds.id')}
      callLabel={t('rounds.call')}
      go={t('rounds.give')}
      done={t('rounds.giveDialog.done', { name })}
      act={act}
      submit={isEnough ? () => act.run({ round: page.round, project, amount: amount.toString(), seat: way.seat }) : null}
      onClose={onClose}
    >
      {page.ways.length > 1 && (
        <Select
          label={t('rounds.giveDialog.way')}
          allowDeselect={false}
          data={page.ways.map((one, i) => ({
            value: String(i),
            label:
              one.as === one.account
                ? one.alone
                  ? t('rounds.way.self')
                  : t('rounds.way.dao', { name: call(one.as) })
                : t(one.alone ? 'rounds.way.member' : 'rounds.way.through', { name: call(one.account), by: call(one.as) }),
          }))}
          value={String(chosen)}
          onChange={(value) => setChosen(Number(value ?? 0))}
        />
      )}
      <AmountField
        label={t('amount.label')}
        description={t('rounds.giveDialog.least', { minimum: say(page.token, page.minimum) })}
        token={page.token}
        value={text}
        onChange={setText}
        error={text !== '' && !isEnough ? t('rounds.giveDialog.fault', { minimum: say(page.token, page.minimum) }) : null}
      />
    </ActDialog>
  )
}
