import { Checkbox, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { checksumAddress, readAddress, shortAddress } from '../../format/checksumAddress.ts'
import { useTokenWords } from '../../parts/TokenAmount.tsx'
import type { Dao } from '../dao/dao.ts'
import { useAccountSeen } from '../nested/DaoSeen.tsx'
import type { DaoSeat } from './joining.ts'
import { SeatDialog } from './SeatDialog.tsx'
import { firstTerms, isSeat } from './SeatFields.tsx'

type InviteDaoDialogProps = { readonly dao: Dao; readonly seat: DaoSeat | null; readonly onClose: () => void }

/** Puts to the vote that another DAO gets a seat. `seat`: the one that asks for it, on the terms that its members agreed to. */
export const InviteDaoDialog = ({ dao, seat, onClose }: InviteDaoDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const [text, setText] = useState(seat === null ? '' : checksumAddress(seat.account))
  const [terms, setTerms] = useState(seat === null ? firstTerms : { power: seat.power, shares: seat.shares, reason: '' })
  const words = useTokenWords()
  const [offered] = seat?.allows ?? []
  const [isTaken, take] = useState(true)
  const account = readAddress(text)
  // What one DAO allows is nothing of another one that is written in the same field.
  const tribute = offered !== undefined && isTaken && account === seat?.account ? { token: offered.token, amount: offered.amount } : null
  const seen = useAccountSeen(account)
  const isDao = seen.data?.kind === 'dao'
  const invite = useCommand(
    client.confederations.invite,
    ({ decision }) => void navigate({ to: '/dao/$space/proposals/$decision', params: { space: dao.space, decision } }),
  )
  return (
    <SeatDialog
      title={t('joining.inviteTitle', { name: dao.name })}
      about={t('joining.inviteAbout')}
      field={
        <TextInput
          label={t('joining.address')}
          placeholder="0x…"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          spellCheck={false}
          autoComplete="off"
          maxLength={64}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={seen.data?.kind === 'key' ? t('joining.noDao') : null}
        />
      }
      seen={seen}
      isOuter={false}
      terms={terms}
      change={setTerms}
      beside={
        offered !== undefined &&
        account === seat?.account && (
          <Checkbox
            label={t('joining.takeTribute', { amount: words(BigInt(offered.amount), offered) })}
            description={t('joining.takeTributeAbout', { name: seat?.name ?? shortAddress(account) })}
            checked={isTaken}
            onChange={(event) => take(event.currentTarget.checked)}
          />
        )
      }
      go={t('submit.go')}
      propose={
        account !== null && isDao && isSeat(terms)
          ? () => invite.mutate({ space: dao.space, dao: account, ...terms, ...(tribute !== null && { tribute }) })
          : null
      }
      command={invite}
      onClose={onClose}
    />
  )
}
