import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { Waiting } from '../../parts/Waiting.tsx'

export const WaitForTerms = () => {
  const { t } = useTranslation()
  return (
    <Section title={t('lobby.step.agree')}>
      <Waiting what={t('lobby.waitTerms')} todo={t('lobby.waitTermsTodo')} />
    </Section>
  )
}
