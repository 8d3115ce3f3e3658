import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Poll } from './poll.ts'

/** Who answered what: polls are not secret. */
export const PollAnswers = ({ poll }: { readonly poll: Poll }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('polls.answers')}>
      <Table aria-label={t('polls.answers')} withRowBorders={false} horizontalSpacing={0}>
        <Table.Tbody>
          {poll.answers.map(({ account, name, choices, late }) => (
            <Table.Tr key={account}>
              <Table.Th fw={400} scope="row">
                <Person account={account} name={name} size={20} />
              </Table.Th>
              <Table.Td ta="right">
                <Text size="sm" {...(choices === null ? { c: 'dimmed' } : {})} style={{ overflowWrap: 'anywhere' }}>
                  {choices === null
                    ? t('polls.noAnswer')
                    : choices.length === 0
                      ? t('polls.choseNothing')
                      : choices.map((at) => poll.options[at]?.text ?? '').join(' · ')}
                </Text>
                {late && (
                  <Text size="xs" c="var(--warn)">
                    {t('polls.late')}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  )
}
