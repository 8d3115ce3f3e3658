import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconMapQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Nothing } from '../parts/Nothing.tsx'
import { Page } from '../parts/Page.tsx'

/** An address that leads nowhere, such as a link that was cut short. */
export const NoSuchScreen = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('noScreen.title')}>
      <div className="card">
        <Nothing icon={<IconMapQuestion size={28} stroke={1.5} />} title={t('noScreen.what')} teach={t('noScreen.teach')}>
          <Button component={Link} to="/" variant="default">
            {t('noScreen.home')}
          </Button>
        </Nothing>
      </div>
    </Page>
  )
}
