import { Group, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { checksumAddress, shortAddress } from '../format/checksumAddress.ts'
import { usePetnames } from '../api/usePetnames.ts'
import { CopyIcon } from './CopyIcon.tsx'
import { Face } from './Face.tsx'

type AddressTextProps = { readonly address: string; readonly face?: boolean; readonly whole?: boolean; readonly petname?: boolean }

/** An address in its checksummed form, short with the whole one on hover, and always to copy; before it a name of one's own, unless it stands there already. */
export const AddressText = ({ address, face = false, whole = false, petname = !whole }: AddressTextProps) => {
  const { t } = useTranslation()
  const full = checksumAddress(address)
  const own = usePetnames().get(address)
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex" style={{ verticalAlign: 'middle' }}>
      {face && <Face address={address} size={18} />}
      {petname && own !== undefined && (
        <Text component="span" size="sm" fw={500} truncate="end">
          {own}
        </Text>
      )}
      <Tooltip label={full} disabled={whole} maw="none">
        <Text component="span" ff="monospace" size="xs" style={whole ? { overflowWrap: 'anywhere' } : { whiteSpace: 'nowrap' }}>
          {whole ? full : shortAddress(address)}
        </Text>
      </Tooltip>
      <CopyIcon value={full} label={t('parts.copyAddress')} size={13} />
    </Group>
  )
}
