import { Anchor, Box, Code, Collapse, DataList, Group, List, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { AddressText } from '../../parts/AddressText.tsx'
import { Ether } from '../../parts/Ether.tsx'
import { useSentence } from '../../parts/useSentence.ts'
import { Person } from '../../parts/Person.tsx'
import { useMoney } from '../bounties/useMoney.ts'
import { useNames } from '../bounties/useNames.ts'
import type { CallRow } from './callRow.ts'

type CallCardProps = {
  readonly call: CallRow
  readonly number: number
  readonly past: boolean
  readonly paired: boolean
  readonly names: ReadonlyMap<string, string> | undefined
}

/** One call in words, whether it would work now, and its raw form for whoever wants to check. */
export const CallCard = ({ call, number, past, paired, names }: CallCardProps) => {
  const { t } = useTranslation()
  const { known: tokenOf } = useMoney()
  const { proven } = useNames()
  const called = useMemo(() => new Map([...proven, ...(names ?? [])]), [proven, names])
  const { bounty } = call.summary.params
  // Proven by the node, which words the calls of no other contract so.
  const isEscrow = call.summary.key.startsWith('call.bounty.')
  const target = isEscrow ? t('calls.escrow') : (called.get(call.target) ?? null)
  const say = useSentence({ names: called, tokenOf })
  const [open, { toggle }] = useDisclosure(false)
  const outcome = call.simulation === null ? 'unknown' : call.simulation.ok ? 'ok' : 'fails'
  const Icon = { ok: IconCircleCheck, fails: IconCircleX, unknown: IconHelpCircle }[outcome]
  const color = { ok: 'var(--for)', fails: 'var(--against)', unknown: 'var(--warn)' }[outcome]
  return (
    <Box p="md">
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Text size="sm" c="dimmed" className="numbers" w={18} mt={1}>
          {t('calls.number', { number })}
        </Text>
        <Stack gap={6} style={{ flex: 1, minWidth: 0 }}>
          <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
            {say(call.summary)}
          </Text>
          {call.changes.length > 0 && (
            <List size="sm" spacing={3}>
              {call.changes.map((change) => (
                <List.Item key={change.key}>{say(change)}</List.Item>
              ))}
            </List>
          )}
          <Group gap="lg">
            {call.value !== '0' && <Ether wei={call.value} />}
            {/* A whole address stands in the raw call. */}
            {target === null ? <AddressText address={call.target} face /> : <Person account={call.target} name={target} size={18} />}
          </Group>
          {typeof bounty === 'string' && (
            <Anchor component={Link} to={`/bounties/${bounty}`} size="sm" w="fit-content">
              {t('calls.bounty')}
            </Anchor>
          )}
          {!past && (
            <Group gap={6} wrap="nowrap" align="flex-start">
              <Icon size={16} color={color} aria-hidden style={{ marginTop: 2, flex: 'none' }} />
              <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {outcome === 'fails'
                  ? t('calls.simulation.fails', { reason: call.simulation?.reason ?? t('calls.noReason') })
                  : t(`calls.simulation.${paired ? 'pair' : outcome}`)}
              </Text>
            </Group>
          )}
          <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-expanded={open} onClick={toggle} w="fit-content">
            {open ? t('calls.hideRaw') : t('calls.showRaw')}
          </UnstyledButton>
          <Collapse expanded={open}>
            <DataList labelWidth="110px" gap={4}>
              <DataList.Item>
                <DataList.ItemLabel>{t('calls.target')}</DataList.ItemLabel>
                <DataList.ItemValue>
                  <AddressText address={call.target} whole />
                </DataList.ItemValue>
              </DataList.Item>
              {call.function !== null && (
                <DataList.Item>
                  <DataList.ItemLabel>{t('calls.function')}</DataList.ItemLabel>
                  <DataList.ItemValue>
                    <Code>{call.function}</Code>
                  </DataList.ItemValue>
                </DataList.Item>
              )}
              {call.args.map(({ name, value }) => (
                <DataList.Item key={name}>
                  <DataList.ItemLabel>{name}</DataList.ItemLabel>
                  <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{value}</DataList.ItemValue>
                </DataList.Item>
              ))}
              <DataList.Item>
                <DataList.ItemLabel>{t('calls.wei')}</DataList.ItemLabel>
                <DataList.ItemValue className="numbers">{call.value}</DataList.ItemValue>
              </DataList.Item>
            </DataList>
            <Code
              block
              mt={6}
              fz="xs"
              style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 160, overflow: 'auto' }}
              tabIndex={0}
            >
              {call.data}
            </Code>
          </Collapse>
        </Stack>
      </Group>
    </Box>
  )
}
