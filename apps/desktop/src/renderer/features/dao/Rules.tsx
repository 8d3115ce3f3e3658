import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { ChangeRulesDialog } from './ChangeRulesDialog.tsx'
import type { Dao } from './dao.ts'
import { RulesInWords } from './RulesInWords.tsx'

/** The rules in words, and the way to propose others. */
export const Rules = ({ dao }: { readonly dao: Dao }) => {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <Section
      title={t('terms.rules')}
      aside={
        dao.standing === 'member' ? (
          <Button size="compact-sm" variant="subtle" onClick={open}>
            {t('changeRules.open')}
          </Button>
        ) : undefined
      }
    >
      <RulesInWords rules={dao.rules} members={dao.memberRows.length} />
      {/* Made anew each time, so that it begins with the rules of now. */}
      {opened && <ChangeRulesDialog dao={dao} opened onClose={close} />}
    </Section>
  )
}
