import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Ether } from '../../parts/Ether.tsx'
import { Section } from '../../parts/Section.tsx'
import { UnderWay } from '../transactions/UnderWay.tsx'
import { DepositDialog } from './DepositDialog.tsx'
import type { Dao } from './dao.ts'
import { RagequitDialog } from './RagequitDialog.tsx'
import { TokenList } from './TokenList.tsx'

export const Treasury = ({ dao }: { readonly dao: Dao }) => {
  const { t } = useTranslation()
  const [depositing, deposit] = useDisclosure(false)
  const [leaving, leave] = useDisclosure(false)
  const mine = dao.memberRows.find(({ self }) => self)
  const hasLeft = dao.standing === 'removed'
  const owns = mine !== undefined && mine.shares !== '0'
  return (
    <Section title={t('dao.treasury')}>
      <Stack gap="md">
        {dao.treasury === null ? (
          <Text c="dimmed">{t(dao.deployed === 'no' ? 'dao.notDeployed' : 'dao.treasuryUnknown')}</Text>
        ) : (
          <Ether wei={dao.treasury} size="1.6rem" fw={600} />
        )}
        {dao.deployed !== 'no' && <TokenList dao={dao} />}
        {mine !== undefined && (
          <Text size="sm" c="dimmed">
            {t('dao.yourShares', { shares: mine.shares, all: dao.totalShares })}
          </Text>
        )}
        {dao.deployed !== 'no' && <UnderWay space={dao.space} />}
        <Group gap="xs">
          {/* Whoever is no member any more has a part to take from it, and nothing to put in. */}
          {!hasLeft && (
            <Button variant="default" onClick={deposit.open} disabled={dao.deployed === 'no'}>
              {t('deposit.open')}
            </Button>
          )}
          {owns && (
            <Button
              {...(hasLeft ? { variant: 'default' } : { variant: 'subtle', color: 'gray' })}
              onClick={leave.open}
              disabled={dao.deployed === 'no'}
            >
              {t('ragequit.open')}
            </Button>
          )}
        </Group>
      </Stack>
      <DepositDialog space={dao.space} name={dao.name} opened={depositing} onClose={deposit.close} />
      {mine !== undefined && <RagequitDialog dao={dao} shares={mine.shares} opened={leaving} onClose={leave.close} />}
    </Section>
  )
}
