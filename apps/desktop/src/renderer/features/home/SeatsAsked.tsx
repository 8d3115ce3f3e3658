import { Box, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconBuildingCommunity, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Section } from '../../parts/Section.tsx'
import { useSeatsAsked } from './useSeatsAsked.ts'

type SeatsAskedProps = { readonly daos: Parameters<typeof useSeatsAsked>[0] }

/** People and DAOs that ask for a seat and whom no proposal names yet: somebody of the DAO has to put it to the vote. */
export const SeatsAsked = ({ daos }: SeatsAskedProps) => {
  const { t } = useTranslation()
  const { rows } = useSeatsAsked(daos)
  if (rows.length === 0) return null
  return (
    <Section title={t('home.seats')} padded={false}>
      <div className="rows">
        {rows.map(({ dao, account, name, seat }) => {
          const Icon = seat === null ? IconUserPlus : IconBuildingCommunity
          return (
            <Link
              key={[dao.space, account, seat?.power, seat?.shares].join('/')}
              to="/dao/$space"
              params={{ space: dao.space }}
              className="row"
            >
              <Group gap="sm" wrap="nowrap" align="flex-start">
                <Icon size={17} aria-hidden style={{ flex: 'none', marginTop: 3 }} color="var(--warn)" />
                <Box style={{ minWidth: 0 }}>
                  <Text fw={550} truncate>
                    <bdi>{name ?? shortAddress(account)}</bdi>
                  </Text>
                  <Text size="sm" c="dimmed">
                    {seat === null ? t('home.personAsks', { name: dao.name }) : t('home.daoAsks', { name: dao.name, ...seat })}
                  </Text>
                </Box>
              </Group>
            </Link>
          )
        })}
      </div>
    </Section>
  )
}
