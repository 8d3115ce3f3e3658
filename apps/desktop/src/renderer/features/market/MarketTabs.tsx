import { Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

const places = [
  { here: 'wanted', to: '/market' },
  { here: 'sale', to: '/market/works' },
  { here: 'purchases', to: '/market/purchases' },
] as const

/** The shelves of the market, and what was bought of it. */
export const MarketTabs = ({ here }: { readonly here: (typeof places)[number]['here'] }) => {
  const { t } = useTranslation()
  return (
    <Group component="nav" aria-label={t('market.title')} gap={6} mb="md">
      {places.map((place) => (
        <Button
          key={place.here}
          component={Link}
          to={place.to}
          size="xs"
          variant={place.here === here ? 'filled' : 'default'}
          {...(place.here === here && { 'aria-current': 'page' as const })}
        >
          {t(`market.shelf.${place.here}`)}
        </Button>
      ))}
    </Group>
  )
}
