import { Box, Group, Text } from '@mantine/core'
import type { InferClientOutputs } from '@orpc/client'
import { Link } from '@tanstack/react-router'
import type { NodeClient } from '@daomesh/node/client'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Face } from '../../parts/Face.tsx'
import { When } from '../../parts/When.tsx'

type DraftRowProps = { readonly space: string; readonly row: InferClientOutputs<NodeClient>['drafts']['list'][number] }

/** A draft in a list: who began it, how many write in it, and what was made of it. */
export const DraftRow = ({ space, row }: DraftRowProps) => {
  const { t } = useTranslation()
  return (
    <Link to="/dao/$space/drafts/$draft" params={{ space, draft: row.draft }} className="row">
      <Group justify="space-between" wrap="nowrap">
        <Box style={{ minWidth: 0 }}>
          <Text fw={550} truncate>
            {row.title}
          </Text>
          <Group gap={7} mt={2}>
            <Face address={row.author} size={16} />
            <Text size="sm" c="dimmed">
              {row.authorName ?? shortAddress(row.author)}
            </Text>
            {row.editors.length > 0 && (
              <Text size="sm" c="dimmed">
                {t('drafts.editorCount', { count: row.editors.length })}
              </Text>
            )}
            {row.proposals.length > 0 && (
              <Text size="sm" c="dimmed">
                {t('drafts.proposalCount', { count: row.proposals.length })}
              </Text>
            )}
          </Group>
        </Box>
        <When at={row.openedAt} size="xs" />
      </Group>
    </Link>
  )
}
