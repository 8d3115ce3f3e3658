import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconSignature } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { WideTable } from '../../parts/WideTable.tsx'
import { RulesInWords } from '../dao/RulesInWords.tsx'
import { SignedMark } from './SignedMark.tsx'
import type { Lobby } from './foundingStage.ts'

type CosignStepProps = { readonly lobby: Lobby; readonly proposal: NonNullable<Lobby['proposal']> }

/** The founding terms as everybody signs them. The hash is the same on every screen, to compare aloud. */
export const CosignStep = ({ lobby, proposal }: CosignStepProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const cosign = useCommand(client.lobbies.cosign)
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const mine = proposal.missing.some((account) => account === status?.account)
  // Proposing signs too, and that request may still wait.
  const asked = mine && (cosign.isPending || (status?.signer.pending ?? 0) > 0)
  const nameOf = (account: string): string | null =>
    [...lobby.members, ...lobby.daos].find((member) => member.account === account)?.name ?? null
  return (
    <Stack gap="xl">
      <Section title={t('cosign.terms')} padded={false}>
        <WideTable least={400} horizontalSpacing="md" verticalSpacing={9}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('terms.member')}</Table.Th>
              <Table.Th ta="right">{t('terms.power')}</Table.Th>
              <Table.Th ta="right">{t('terms.shares')}</Table.Th>
              <Table.Th>{t('cosign.signature')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {proposal.genesis.members.map(({ account, power, shares }) => (
              <Table.Tr key={account}>
                <Table.Td className="who">
                  <Person account={account} name={nameOf(account)} self={account === status?.account} />
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {power}
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {shares}
                </Table.Td>
                <Table.Td>
                  <SignedMark signed={proposal.signed.includes(account)} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      </Section>
      <Section title={t('terms.rules')}>
        <RulesInWords rules={proposal.genesis.rules} members={proposal.genesis.members.length} />
      </Section>
      <Section title={t('cosign.title')}>
        <Stack gap="md">
          <Text size="sm">{t('cosign.about')}</Text>
          <Group gap="xl">
            <HashText label={t('cosign.hash')} value={proposal.genesisHash} />
            <HashText label={t('cosign.address')} value={proposal.dao} />
          </Group>
          {asked && <SigningNotice what={t('cosign.waiting')} />}
          {cosign.error !== null && <ErrorNotice error={cosign.error} />}
          {mine ? (
            !asked && (
              <Group>
                <Button
                  leftSection={<IconSignature size={17} aria-hidden />}
                  onClick={() => cosign.mutate({ space: lobby.space, genesisHash: proposal.genesisHash })}
                >
                  {t('cosign.sign')}
                </Button>
              </Group>
            )
          ) : (
            <Waiting what={t('cosign.others', { count: proposal.missing.length })} todo={t('cosign.othersTodo')} />
          )}
        </Stack>
      </Section>
    </Stack>
  )
}
