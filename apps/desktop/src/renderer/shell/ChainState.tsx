import { Group, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { hostOf } from '../format/hostOf.ts'
import { StatusDot } from './StatusDot.tsx'

type ChainStateProps = {
  readonly chain: {
    readonly name: string
    readonly state: 'connecting' | 'online' | 'offline' | 'mismatch' | 'contradicts'
    readonly block: string | null
    readonly rpcUrl: string | null
    readonly sandbox: boolean
  }
}

const colors = {
  connecting: 'var(--warn)',
  online: 'var(--for)',
  offline: 'var(--mantine-color-dimmed)',
  mismatch: 'var(--against)',
  contradicts: 'var(--against)',
} as const

/** The chain this node watches. It only arbitrates: when it is away, talking, drafting and voting go on. */
export const ChainState = ({ chain: { name, state, block, rpcUrl, sandbox } }: ChainStateProps) => {
  const { t } = useTranslation()
  const words = state === 'online' && block !== null ? t('chain.block', { name, block }) : t(`chain.state.${state}`, { name })
  return (
    <Tooltip
      label={t(sandbox && state !== 'contradicts' ? 'chain.sandboxMeaning' : `chain.meaning.${state}`, { host: hostOf(rpcUrl ?? '') })}
      multiline
      maw={340}
    >
      <Group gap={7} wrap="nowrap" tabIndex={0} visibleFrom="xs">
        <StatusDot color={colors[state]} hollow={state === 'offline'} busy={state === 'connecting'} />
        <Text size="xs" c="dimmed" className="numbers" style={{ whiteSpace: 'nowrap' }}>
          {words}
        </Text>
      </Group>
    </Tooltip>
  )
}
