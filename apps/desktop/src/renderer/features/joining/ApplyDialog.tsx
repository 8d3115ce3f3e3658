import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { readAddress } from '../../format/checksumAddress.ts'
import type { Dao } from '../dao/dao.ts'
import { useAccountSeen } from '../nested/DaoSeen.tsx'
import { SeatDialog } from './SeatDialog.tsx'
import { firstTerms, isSeat } from './SeatFields.tsx'
import { readTributeText, TributeFields, type TributeText } from './TributeFields.tsx'

/** Asks the members of this DAO whether it joins another one. */
export const ApplyDialog = ({ dao, onClose }: { readonly dao: Dao; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [terms, setTerms] = useState(firstTerms)
  const [given, give] = useState<TributeText | null>(null)
  const held = useQuery(queries.treasury.get.queryOptions({ input: { space: dao.space }, retry: false }))
  const tokens = (held.data ?? []).filter(({ standard }) => standard === 'erc20')
  const written = given ?? { amount: '', token: tokens[0]?.token ?? '' }
  const tribute = readTributeText(written, tokens)
  const outer = readAddress(text)
  const seen = useAccountSeen(outer)
  const apply = useCommand(
    client.confederations.apply,
    ({ decision }) => void navigate({ to: '/dao/$space/proposals/$decision', params: { space: dao.space, decision } }),
  )
  const where = outer === null ? { outer: null, invite: text.trim() } : { outer, invite: null }
  const isKnown = text.trim() !== '' && (outer === null || seen.data?.kind === 'dao')
  return (
    <SeatDialog
      title={t('joining.applyTitle', { name: dao.name })}
      about={t('joining.applyAbout')}
      field={
        <Textarea
          label={t('joining.where')}
          description={t('joining.whereAbout')}
          autosize
          minRows={1}
          maxRows={4}
          spellCheck={false}
          maxLength={8192}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={seen.data?.kind === 'key' ? t('joining.noDao') : null}
        />
      }
      seen={seen}
      isOuter
      terms={terms}
      change={setTerms}
      beside={<TributeFields written={written} write={give} tokens={tokens} />}
      go={t('joining.ask')}
      propose={
        isKnown && isSeat(terms) && tribute !== null
          ? () => apply.mutate({ as: dao.space, ...where, ...terms, ...(tribute !== 'none' && { tribute }) })
          : null
      }
      command={apply}
      onClose={onClose}
    />
  )
}
