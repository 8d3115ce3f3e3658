import { Button, CopyButton, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { useCommand } from '../../../api/useCommand.ts'
import { ErrorNotice } from '../../../parts/ErrorNotice.tsx'
import { SigningNotice } from '../../../parts/SigningNotice.tsx'
import type { Bounty } from '../bounties.ts'
import { dayOf } from '../dayOf.ts'
import { useMine } from '../useMine.ts'
import { useMoney } from '../useMoney.ts'
import { useNamed } from '../useNamed.ts'
import type { ActProps } from './actProps.ts'
import { ActDialog } from './ActDialog.tsx'
import { AmountField, readAmount } from './AmountField.tsx'
import { readSettleText, type SettleConsent, settleText } from './settleText.ts'
import { useAct } from './useAct.ts'

/** What the other side signed, to be sent by this one, whose own word is that it sends it. */
const signaturesOf = ({ hunterAmount, validUntil, side, signature }: SettleConsent) => ({
  hunterAmount,
  validUntil,
  hunterSignature: side === 'hunter' ? signature : '0x',
  issuerSignature: side === 'issuer' ? signature : '0x',
})

const daySeconds = 86_400
const standsFor = 7 * daySeconds

type WriteConsentProps = {
  readonly bounty: Bounty
  readonly side: 'issuer' | 'hunter'
  /** The text for the other side, once it is signed. */
  readonly signed: string | null
  readonly setSigned: (text: string) => void
}

/** Writes what one side would settle for, signs it, and gives a text for the other side. Nothing happens until that side sends it. */
const WriteConsent = ({ bounty, side, signed, setSigned }: WriteConsentProps) => {
  const { t, i18n } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const named = useNamed()
  const [text, setText] = useState('')
  const consent = useCommand(client.bounties.consent)
  const most = BigInt(bounty.amount)
  const least = BigInt(bounty.margins[0]?.committed ?? '0')
  const given = readAmount(text, money.decimalsOf(bounty.token), most)
  const ready = given !== null && given >= least
  const validUntil = bounty.now + standsFor
  const sign = (): void => {
    if (!ready) return
    const terms = { hunterAmount: given.toString(), validUntil }
    consent.mutate(
      { bounty: bounty.bounty, node: null, what: { kind: 'settle', ...terms } },
      { onSuccess: ({ signature }) => setSigned(settleText({ bounty: bounty.bounty, side, ...terms, signature })) },
    )
  }
  if (signed !== null)
    return (
      <Stack gap="xs">
        <Textarea
          label={t('bounties.act.settle.text')}
          value={signed}
          readOnly
          autosize
          maxRows={6}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" style={{ flex: '1 1 220px' }}>
            {t('bounties.act.settle.hand', { day: dayOf(validUntil, i18n.language) })}
          </Text>
          <CopyButton value={signed} timeout={1_800}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
              >
                {copied ? t('parts.copied') : t('invite.copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    )
  return (
    <Stack gap="sm">
      <AmountField
        label={t('bounties.act.settle.amount', { hunter: named(bounty.hunter) })}
        description={t('bounties.act.free.between', { least: money.say(bounty.token, least), most: money.say(bounty.token, most) })}
        token={bounty.token}
        value={text}
        onChange={setText}
        error={text !== '' && !ready ? t('bounties.fault.amount') : null}
      />
      {ready && (
        <Text size="sm">
          {t('bounties.act.settle.words', {
            hunter: named(bounty.hunter),
            issuer: named(bounty.issuer),
            part: money.say(bounty.token, given),
            rest: money.say(bounty.token, most - given),
            day: dayOf(validUntil, i18n.language),
          })}
        </Text>
      )}
      {consent.isPending && <SigningNotice what={t('bounties.act.settle.signing')} />}
      {consent.error !== null && <ErrorNotice error={consent.error} />}
      <Group justify="flex-end">
        <Button leftSection={<IconSignature size={15} aria-hidden />} disabled={!ready} loading={consent.isPending} onClick={sign}>
          {t('bounties.act.settle.sign')}
        </Button>
      </Group>
    </Stack>
  )
}

/** Ends a bounty by the word of both sides: one signs, the other sends it. */
export const SettleAct = ({ bounty, move, onClose }: ActProps) => {
  const { t, i18n } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const named = useNamed()
  const { account } = useMine()
  const side = move.as === bounty.hunter ? 'hunter' : 'issuer'
  // A DAO settles by a proposal that sends what the other side signed.
  const mayWrite = move.as === account
  const [way, setWay] = useState<'write' | 'send'>(mayWrite ? 'write' : 'send')
  const [pasted, setPasted] = useState('')
  const [signed, setSigned] = useState<string | null>(null)
  const act = useAct(client.bounties.settle, move)
  const consent = readSettleText(pasted)
  const fits = consent !== null && consent.bounty === bounty.bounty && consent.side !== side ? consent : null
  const send = (): void => {
    if (fits === null) return
    act.run({ bounty: bounty.bounty, ...signaturesOf(fits) })
  }
  const sentence =
    fits === null
      ? t('bounties.act.settle.ask', { title: bounty.title })
      : t('bounties.act.settle.words', {
          hunter: named(bounty.hunter),
          issuer: named(bounty.issuer),
          part: money.say(bounty.token, fits.hunterAmount),
          rest: money.say(bounty.token, BigInt(bounty.amount) - BigInt(fits.hunterAmount)),
          day: dayOf(fits.validUntil, i18n.language),
        })
  return (
    <ActDialog
      title={t('bounties.do.settle')}
      sentence={sentence}
      done={t('bounties.act.settle.done')}
      call={t('bounties.act.called', { name: 'settle', args: fits === null ? '…' : money.say(bounty.token, fits.hunterAmount) })}
      go={t('bounties.act.settle.send')}
      bounty={bounty.bounty}
      preview={way === 'send' && fits !== null ? { kind: 'settle', ...signaturesOf(fits) } : null}
      act={act}
      submit={way === 'send' && fits !== null ? send : null}
      hinders={t(`bounties.act.settle.${way === 'send' ? 'whenPasted' : signed === null ? 'whenSigned' : 'whenHanded'}`)}
      isForOthers={way === 'write'}
      onClose={onClose}
    >
      {mayWrite && (
        <SegmentedControl
          fullWidth
          aria-label={t('bounties.act.settle.way')}
          value={way}
          onChange={(value) => setWay(value === 'send' ? 'send' : 'write')}
          data={[
            { value: 'write', label: t('bounties.act.settle.write') },
            { value: 'send', label: t('bounties.act.settle.have') },
          ]}
        />
      )}
      {way === 'write' ? (
        <WriteConsent bounty={bounty} side={side} signed={signed} setSigned={setSigned} />
      ) : (
        <TextInput
          label={t('bounties.act.settle.paste')}
          required
          spellCheck={false}
          autoComplete="off"
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
          error={pasted !== '' && fits === null ? t('bounties.act.settle.misfit') : null}
        />
      )}
    </ActDialog>
  )
}
