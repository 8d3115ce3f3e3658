import { Collapse, Stack, Table, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { WideTable } from '../../parts/WideTable.tsx'
import type { Proposal } from '../proposals/isUnderWay.ts'
import { useSentence } from '../../parts/useSentence.ts'
import { BallotMark } from './BallotMark.tsx'

/** Voting power member by member: whoever doubts a tally can add it up. */
export const TallyWeights = ({ tally }: { readonly tally: Proposal['tally'] }) => {
  const { t } = useTranslation()
  const say = useSentence()
  const [open, { toggle }] = useDisclosure(false)
  return (
    <Stack gap={6}>
      <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-expanded={open} onClick={toggle} w="fit-content">
        {open ? t('tallyView.hideWeights') : t('tallyView.showWeights')}
      </UnstyledButton>
      <Collapse expanded={open}>
        <WideTable least={230} verticalSpacing={5}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('terms.member')}</Table.Th>
              <Table.Th ta="right">{t('tallyView.weight')}</Table.Th>
              <Table.Th>{t('tallyView.ballot')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tally.weights.map(({ account, name, weight, support, because }) => (
              <Table.Tr key={account}>
                <Table.Td>
                  <Person account={account} name={name} size={20} />
                  <Text size="xs" c="dimmed">
                    {say(because)}
                  </Text>
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {weight}
                </Table.Td>
                <Table.Td>
                  {support === null ? (
                    <Text size="sm" c="dimmed">
                      {t('tallyView.uncast')}
                    </Text>
                  ) : (
                    <BallotMark support={support} />
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      </Collapse>
    </Stack>
  )
}
