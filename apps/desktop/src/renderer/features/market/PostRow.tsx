import { Box, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { When } from '../../parts/When.tsx'
import { Issuer } from './Issuer.tsx'
import type { PostSummary } from './market.ts'
import { Reward } from './Reward.tsx'
import { TagList } from './TagList.tsx'

/** One post in the board. Everything in it is text of a stranger. */
export const PostRow = ({ post }: { readonly post: PostSummary }) => {
  const { t } = useTranslation()
  return (
    <Link to="/market/$issuer/$post" params={{ issuer: post.issuer, post: post.post }} className="row">
      <Group justify="space-between" wrap="nowrap" gap="lg" align="flex-start">
        <Box style={{ minWidth: 0, flex: 1 }}>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }} lineClamp={2}>
            {post.title}
          </Text>
          {post.excerpt !== '' && (
            <Text size="sm" c="dimmed" lineClamp={2} mt={2} style={{ overflowWrap: 'anywhere' }}>
              {post.excerpt}
            </Text>
          )}
          <Group gap="sm" mt={8}>
            <Issuer post={post} />
            <TagList tags={post.tags} />
          </Group>
        </Box>
        <Box ta="right" style={{ flex: 'none' }} maw="40%">
          <Reward reward={post.reward} fw={600} size="md" />
          <Group gap={5} justify="flex-end" mt={2}>
            <Text size="xs" c="dimmed">
              {t('market.due')}
            </Text>
            <When at={post.deadline * 1000} size="xs" />
          </Group>
          {post.openTo !== 'anyone' && (
            <Text size="xs" c="dimmed" mt={2}>
              {t(post.openTo === 'daos' ? 'market.openTo.daos' : 'market.openTo.some')}
            </Text>
          )}
        </Box>
      </Group>
    </Link>
  )
}
