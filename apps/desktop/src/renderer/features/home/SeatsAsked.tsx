import { Link } from '@tanstack/react-router'
import { IconBuildingCommunity, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Portions } from '../../parts/Portions.tsx'
import { RowOfWork } from '../../parts/RowOfWork.tsx'
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
        <Portions rows={rows}>
          {({ dao, account, name, seat }) => (
            <Link
              key={[dao.space, account, seat?.power, seat?.shares].join('/')}
              to="/dao/$space"
              params={{ space: dao.space }}
              className="row"
            >
              <RowOfWork
                icon={seat === null ? IconUserPlus : IconBuildingCommunity}
                color="var(--warn)"
                title={name ?? shortAddress(account)}
              >
                {seat === null ? t('home.personAsks', { name: dao.name }) : t('home.daoAsks', { name: dao.name, ...seat })}
              </RowOfWork>
            </Link>
          )}
        </Portions>
      </div>
    </Section>
  )
}
