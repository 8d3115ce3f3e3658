import { Badge, Group, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { usePetnames } from '../../api/usePetnames.ts'
import { checksumAddress, shortAddress } from '../../format/checksumAddress.ts'
import { Face } from '../../parts/Face.tsx'
import type { PostSummary } from './market.ts'

/** Who offers it. By a name of one's own, else by its address alone: what a stranger calls itself says nothing. */
export const Issuer = ({
  post,
  size = 18,
}: {
  readonly post: Pick<PostSummary, 'issuer' | 'kind' | 'own' | 'level'>
  readonly size?: number
}) => {
  const { t } = useTranslation()
  const own = usePetnames().get(post.issuer)
  return (
    <Group gap={7} wrap="nowrap" component="span" display="inline-flex">
      <Face address={post.issuer} size={size} square={post.kind === 'dao'} />
      <Tooltip label={checksumAddress(post.issuer)} maw="none">
        {own === undefined ? (
          <Text component="span" size="sm" c="dimmed" ff="monospace" fz="xs">
            {shortAddress(post.issuer)}
          </Text>
        ) : (
          <Text component="span" size="sm" fw={500}>
            {own}
          </Text>
        )}
      </Tooltip>
      <Text component="span" size="xs" c="dimmed">
        {t(`market.kind.${post.kind}`)}
      </Text>
      {post.level !== null && (
        <Text component="span" size="xs" c="dimmed" className="numbers">
          {t('market.level', { level: post.level })}
        </Text>
      )}
      {post.own && (
        <Badge size="xs" variant="default" radius="sm" tt="none" fw={500} style={{ flex: 'none' }}>
          {t('market.own')}
        </Badge>
      )}
    </Group>
  )
}
