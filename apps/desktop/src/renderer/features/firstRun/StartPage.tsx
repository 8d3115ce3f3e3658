import { Box, Group, SimpleGrid, Stack, Text, ThemeIcon } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconArrowRight, IconBriefcase, IconLink, IconUsersPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/Page.tsx'
import { IdentityGate } from './IdentityGate.tsx'

const ways = [
  ['create', '/create', IconUsersPlus],
  ['join', '/join', IconLink],
  ['work', '/market', IconBriefcase],
] as const

/** The first choice: found a DAO, join one, or work for one. Comes after there is an identity. */
export const StartPage = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('start.title')} about={t('start.about')} narrow>
      <IdentityGate>
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          {ways.map(([way, to, Icon]) => (
            <Link key={way} to={to} className="card row" style={{ padding: 20 }}>
              <Stack gap="sm" h="100%">
                <ThemeIcon variant="light" size={38} radius="md">
                  <Icon size={21} aria-hidden />
                </ThemeIcon>
                <Text fw={600} size="lg">
                  {t(`start.${way}.title`)}
                </Text>
                <Text size="sm" c="dimmed">
                  {t(`start.${way}.about`)}
                </Text>
                <Group gap={6} mt="auto" pt={6} c="var(--mantine-color-anchor)">
                  <Text size="sm" fw={600}>
                    {t(`start.${way}.go`)}
                  </Text>
                  <IconArrowRight size={15} aria-hidden />
                </Group>
              </Stack>
            </Link>
          ))}
        </SimpleGrid>
        <Box>
          <Text size="sm" c="dimmed">
            {t('start.noServer')}
          </Text>
        </Box>
      </IdentityGate>
    </Page>
  )
}
