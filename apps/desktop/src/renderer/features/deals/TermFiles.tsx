import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconPaperclip } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { formatBytes } from '../../format/formatBytes.ts'

/** The files that terms name by their content, as far as this deal has them. */
export const TermFiles = ({ space, hashes }: { readonly space: string; readonly hashes: readonly string[] }) => {
  const { t, i18n } = useTranslation()
  const { queries } = useApi()
  const { data: rows = [] } = useQuery(queries.files.list.queryOptions({ input: { space } }))
  return (
    <Stack component="ul" gap={4} p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('deals.files.belong')}>
      {hashes.map((hash) => {
        const row = rows.find((one) => one.hash === hash)
        return (
          <Group component="li" key={hash} gap={6}>
            <IconPaperclip size={14} aria-hidden />
            <Text size="sm">{row === undefined ? t('deals.files.unknown', { hash: hash.slice(0, 8) }) : <bdi>{row.name}</bdi>}</Text>
            {row !== undefined && (
              <Text size="sm" c="dimmed">
                {formatBytes(row.size, i18n.language)}
              </Text>
            )}
          </Group>
        )
      })}
    </Stack>
  )
}
