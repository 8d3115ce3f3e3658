import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Deadline } from '../../parts/Deadline.tsx'
import { When } from '../../parts/When.tsx'
import type { Bounty } from './bounties.ts'
import { useMine } from './useMine.ts'
import { useMoney } from './useMoney.ts'
import { useCalled } from './useCalled.ts'

type Objection = Bounty['objections'][number]

const stateOf = ({ ruledAt, contestedAt, open }: Objection): 'ruled' | 'contested' | 'open' | 'over' =>
  ruledAt > 0 ? 'ruled' : !open ? 'over' : contestedAt > 0 ? 'contested' : 'open'

const ObjectionNote = ({ bounty, objection }: { readonly bounty: Bounty; readonly objection: Objection }) => {
  const { t } = useTranslation()
  const money = useMoney()
  const called = useCalled()
  const { account } = useMine()
  const { node, objector, arbiter, reason, objectedAt, contestBy, ruleBy, hunterAmount } = objection
  const state = stateOf(objection)
  const part = bounty.margins.find((one) => one.node === node)
  const payee = part?.payee ?? bounty.hunter
  const word = state === 'contested' && arbiter === account ? 'contestedToYou' : state === 'open' && payee === account ? 'openToYou' : state
  const until = state === 'open' ? contestBy : state === 'contested' ? ruleBy : 0
  return (
    <Alert
      color={state === 'ruled' || state === 'over' ? 'gray' : 'red'}
      variant="light"
      icon={<IconAlertOctagon size={18} />}
      title={t(`bounties.objection.${objector === account ? 'byYou' : 'by'}${node === null ? '' : 'To'}`, {
        name: called(bounty, objector),
        title: part?.title ?? t('bounties.parts.untitled'),
      })}
    >
      <Stack gap={6}>
        {reason === null ? (
          <Text size="sm" c="dimmed">
            {t('bounties.objection.noWords')}
          </Text>
        ) : (
          <SafeMarkdown>{reason}</SafeMarkdown>
        )}
        <Text size="sm">
          {t(`bounties.objection.${word}`, {
            arbiter: called(bounty, arbiter),
            payee: payee === account ? t('parts.you') : called(bounty, payee),
            amount: money.say(bounty.token, hunterAmount),
          })}
        </Text>
        <Group gap="md">
          <When at={objectedAt * 1_000} size="xs" />
          {until > 0 && (
            <Text size="xs" component="div">
              {t('bounties.step.until')} <Deadline seconds={until} size="xs" />
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}

/** Every objection with its reason, and whose turn it is. */
export const Objections = ({ bounty }: { readonly bounty: Bounty }) =>
  bounty.objections.map((objection) => (
    <ObjectionNote key={`${objection.node ?? ''}${objection.reasonHash}`} bounty={bounty} objection={objection} />
  ))
