import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { checksumAddress, readAddress } from '../../../format/checksumAddress.ts'
import { useMoney } from '../useMoney.ts'
import { aboutOf, type ActProps } from './actProps.ts'
import { ActDialog } from './ActDialog.tsx'
import { useAct } from './useAct.ts'

/** Has one's own part paid to another account. */
export const RedirectAct = ({ bounty, move, onClose }: ActProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const [text, setText] = useState('')
  const act = useAct(client.bounties.redirect, move)
  const { node } = move
  const about = aboutOf(bounty, node)
  const to = readAddress(text)
  const isSomebody = to !== null && BigInt(to) !== 0n
  const amount = money.say(bounty.token, about.margin)
  return (
    <ActDialog
      title={t('bounties.do.redirect')}
      sentence={
        isSomebody
          ? t('bounties.act.redirect.what', { title: about.title, amount, to: checksumAddress(to) })
          : t('bounties.act.redirect.ask', { title: about.title, amount })
      }
      done={t('bounties.act.redirect.done')}
      call={t('bounties.act.called', { name: 'redirect', args: isSomebody ? checksumAddress(to) : '…' })}
      go={t('bounties.do.redirect')}
      bounty={bounty.bounty}
      preview={isSomebody && node !== null ? { kind: 'redirect', node, to } : null}
      act={act}
      submit={isSomebody && node !== null ? () => act.run({ bounty: bounty.bounty, node, to }) : null}
      onClose={onClose}
    >
      <TextInput
        label={t('bounties.act.redirect.to')}
        placeholder="0x…"
        required
        data-autofocus
        spellCheck={false}
        autoComplete="off"
        maxLength={64}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={text !== '' && !isSomebody ? t('bounties.fault.payee') : null}
      />
    </ActDialog>
  )
}
