import { Badge, Group, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { showUnseen } from '@daomesh/protocol'
import { useTranslation } from 'react-i18next'
import { checksumAddress, shortAddress } from '../format/checksumAddress.ts'
import { usePetnames } from '../api/usePetnames.ts'
import { Face } from './Face.tsx'

type PersonProps = {
  readonly account: string
  readonly name: string | null
  readonly self?: boolean
  readonly size?: number
  /** undefined: not shown. */
  readonly online?: boolean
}

/** A member by picture and name. Names are chosen by their bearers, so the address stays one hover away; a name of one's own comes before theirs. */
export const Person = ({ account, name: told, self = false, size = 22, online }: PersonProps) => {
  const { t } = useTranslation()
  // Joiners shape letters, in Persian or Hindi; whatever else shows nothing would let two names look the same.
  const shown = (words: string): string => showUnseen(words, (character) => (/[\u200c\u200d]/.test(character) ? character : '·'))
  const bearers = told === null ? null : shown(told)
  const own = usePetnames().get(account)
  const name = own === undefined ? bearers : shown(own)
  const named = { name: bearers ?? '', address: checksumAddress(account) }
  return (
    <Group gap={8} wrap="nowrap" component="span" display="inline-flex" style={{ minWidth: 0, verticalAlign: 'middle' }}>
      <span style={{ position: 'relative', flex: 'none' }}>
        <Face address={account} size={size} />
        {online !== undefined && (
          <span
            title={online ? t('parts.online') : t('parts.away')}
            style={{
              position: 'absolute',
              right: -2,
              bottom: -2,
              width: 10,
              height: 10,
              borderRadius: '50%',
              border: '2px solid var(--surface)',
              background: online ? 'var(--for)' : 'var(--surface)',
              boxShadow: online ? undefined : 'inset 0 0 0 2px var(--mantine-color-dimmed)',
            }}
          >
            <VisuallyHidden>{online ? t('parts.online') : t('parts.away')}</VisuallyHidden>
          </span>
        )}
      </span>
      <Tooltip
        label={
          own !== undefined
            ? t(bearers === null ? 'petname.of' : 'petname.ofNamed', named)
            : bearers === null
              ? named.address
              : t('parts.namedAccount', named)
        }
        maw="min(90vw, 560px)"
        multiline
      >
        <Text component="span" size="sm" fw={500} truncate="end" {...(name === null ? { ff: 'monospace' } : {})}>
          {name ?? shortAddress(account)}
        </Text>
      </Tooltip>
      {self && (
        <Badge size="xs" variant="default" radius="sm" tt="none" fw={500} style={{ flex: 'none' }}>
          {t('parts.you')}
        </Badge>
      )}
    </Group>
  )
}
