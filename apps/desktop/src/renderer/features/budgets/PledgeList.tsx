import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { useSentence } from '../../parts/useSentence.ts'
import { When } from '../../parts/When.tsx'
import type { BudgetDetails } from './budgets.ts'

/** Who pledged, and whose pledge does not count and why. */
export const PledgeList = ({ page }: { readonly page: BudgetDetails }) => {
  const { t } = useTranslation()
  const say = useSentence()
  return (
    <Section title={t('budgets.pledges')} padded={false}>
      {page.pledges.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          {t('budgets.noPledges')}
        </Text>
      ) : (
        <div className="rows">
          {page.pledges.map(({ account, name, sum, at, ignored, equivocated }) => (
            <Stack key={account} gap={2} className="row">
              <Group justify="space-between" wrap="nowrap">
                <Person account={account} name={name} size={20} />
                <Group gap="md" wrap="nowrap">
                  <Text size="sm" className="numbers">
                    {t('budgets.ofAllocation', { sum, all: page.allocation })}
                  </Text>
                  <When at={at} size="xs" />
                </Group>
              </Group>
              {ignored !== null && (
                <Text size="sm" c="var(--against)">
                  {say(ignored)}
                </Text>
              )}
              {equivocated && (
                <Text size="sm" c="var(--warn)">
                  {t('budgets.equivocated')}
                </Text>
              )}
            </Stack>
          ))}
        </div>
      )}
    </Section>
  )
}
